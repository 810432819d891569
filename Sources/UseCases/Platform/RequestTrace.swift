/// The random name of the request in hand; registers and logs carry it on.
package enum RequestTrace {
    /// Set by the edge for the length of a request; `background` outside of any.
    @TaskLocal package static var id = "background"
}
