import Kernel

/// Reads a QR code: the camera where scripts run, and a picture to upload where the page takes one.
///
/// The page needs ``Assets/scan``.
package struct Scanner: Component {
    let language: Language
    let frames: PageURL
    let upload: PageURL?
    let uploadFault: String?

    /// A scanner; the script posts `image/jpeg` to `frames`, the form `multipart/form-data` with
    /// the field `picture` to `upload`; nil for a page that works by its script alone.
    package init(
        _ language: Language, frames: PageURL, upload: PageURL?, uploadFault: String? = nil
    ) {
        self.language = language
        self.frames = frames
        self.upload = upload
        self.uploadFault = uploadFault
    }

    package var html: HTML {
        tag(.div, .class("stack")) {
            camera
            if let upload {
                Form(language, action: upload, hasFiles: true) {
                    FileField(
                        language, name: "picture", label: Words.uploadPicture[language],
                        hint: Words.uploadHint[language], fault: uploadFault, accept: .pictures)
                    Button(submit: Words.upload[language], style: .secondary, icon: .document)
                }
            }
        }
    }

    private var camera: HTML {
        tag(
            .div, .data("scan-url", frames),
            .data("words-looking", Words.cameraLooking[language]),
            .data("words-found", Words.cameraFound[language]),
            .data("words-denied", denied[language]), .data("words-missing", missing[language]),
            .data("words-busy", Words.cameraBusy[language]),
            .data("words-failed", Words.cameraFailed[language]),
            .data("words-offline", Words.cameraOffline[language])
        ) {
            tag(.div, .class("camera"), .hidden) {
                tag(.video, .playsinline, .muted, .aria("hidden", "true"))
            }
            tag(.p, .class("scan-words"), .role("status"))
            tag(.div, .class("actions")) {
                scriptButton(Words.startCamera[language], "button", .data("scan-start", ""))
                scriptButton(Words.stopCamera[language], "button secondary", .data("scan-stop", ""))
            }
        }
    }

    private var denied: LocalizedText {
        upload == nil ? Words.cameraDeniedTyping : Words.cameraDenied
    }

    private var missing: LocalizedText {
        upload == nil ? Words.cameraMissingTyping : Words.cameraMissing
    }

    /// Hidden until the script that gives it a meaning shows it.
    private func scriptButton(_ text: String, _ names: String, _ mark: Attribute) -> HTML {
        tag(.button, .class(names), .type("button"), .hidden, mark) {
            Icon.camera.html
            text
        }
    }
}

/// A part of the page that refreshes itself when what it shows has changed.
///
/// The page needs ``Assets/live``. The script asks `url?version=…&wait=25`; the answer is
/// `{"version": "…"}`, or `{"location": "/…"}` to go elsewhere, or 204.
package struct LiveRegion: Component {
    let id: String
    let url: PageURL
    let version: String
    let content: HTML

    /// A region with an id that stays the same and a version that changes with its content.
    package init(
        id: String, url: PageURL, version: String, @HTMLBuilder content: () -> HTML
    ) {
        self.id = id
        self.url = url
        self.version = version
        self.content = content()
    }

    package var html: HTML {
        tag(
            .div, .id(id), .class("stack"), .aria("live", "polite"), .data("live-url", url),
            .data("live-version", version)
        ) { content }
    }
}
