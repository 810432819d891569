#pragma once
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlsave.h>

// Swift sees no function-like macros; this wraps the one that frees the library's memory, which is
// a variable of function type.
static inline void qyzmet_xml_free(void *memory) { xmlFree(memory); }
