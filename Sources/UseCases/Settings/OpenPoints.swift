import Kernel

/// Every point that the acts leave open and an operator decides, with what the sandbox assumes.
///
/// To add one: declare it in the file of its act and name it in that file's list. A test holds
/// the lists against `docs/open-questions.md`.
package enum OpenPoints {
    /// All of them.
    package static let all: [SettingDeclaration] =
        installation + digitalDocuments + accessControl + foodVouchers + industrialSafety
        + duties
}
