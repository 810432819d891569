import Store
import UseCases

/// The tables of the journal alone: the first migration of the program.
let journalMigrations = Array(Migration.all.prefix(1))
