"""Makes cairo.pdf: one page with Kazakh letters, by Debian's libcairo. Run by hand."""

import ctypes
import sys

cairo = ctypes.CDLL("libcairo.so.2")
cairo.cairo_pdf_surface_create.restype = ctypes.c_void_p
cairo.cairo_pdf_surface_create.argtypes = [ctypes.c_char_p, ctypes.c_double, ctypes.c_double]
cairo.cairo_create.restype = ctypes.c_void_p
cairo.cairo_create.argtypes = [ctypes.c_void_p]
for name, types in {
    "cairo_move_to": [ctypes.c_double, ctypes.c_double],
    "cairo_set_font_size": [ctypes.c_double],
    "cairo_select_font_face": [ctypes.c_char_p, ctypes.c_int, ctypes.c_int],
    "cairo_show_text": [ctypes.c_char_p],
    "cairo_show_page": [],
    "cairo_destroy": [],
    "cairo_surface_finish": [],
}.items():
    function = getattr(cairo, name)
    function.argtypes = [ctypes.c_void_p] + types
    function.restype = None

surface = cairo.cairo_pdf_surface_create(sys.argv[1].encode(), 300.0, 200.0)
page = cairo.cairo_create(surface)
cairo.cairo_select_font_face(page, b"Noto Sans", 0, 0)
cairo.cairo_set_font_size(page, 18.0)
cairo.cairo_move_to(page, 20.0, 60.0)
cairo.cairo_show_text(page, "Рұқсат №1, Қазақша".encode())
cairo.cairo_show_page(page)
cairo.cairo_destroy(page)
cairo.cairo_surface_finish(surface)
