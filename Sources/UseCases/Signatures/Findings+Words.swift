import Kernel
import Signatures

extension LocalizedText {
    /// What speaks against a signature, sentence by sentence, without naming anyone.
    package init(refusals findings: [Finding]) {
        var codes: [FindingCode] = []
        for finding in findings
        where finding.severity == .refusal && !codes.contains(finding.code) {
            codes.append(finding.code)
        }
        let texts = codes.map(\.text)
        let joined = { (language: Language) in
            texts.map { text in
                var sentence = text[language]
                if sentence.hasSuffix(".") { sentence.removeLast() }
                return sentence
            }.joined(separator: ". ")
        }
        self.init(kk: joined(.kk), ru: joined(.ru), en: joined(.en))
    }
}
