import Glibc

/// A thread of the server's own, for what may block and so has no place on the cooperative pool.
struct ServerThread {
    private let identifier: pthread_t

    /// Starts a thread that runs the body once.
    init(_ body: @escaping @Sendable () -> Void) throws(HTTPServerStartError) {
        var identifier = pthread_t()
        let box = unsafe Unmanaged.passRetained(Body(run: body))
        let status = unsafe pthread_create(
            &identifier, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        guard status == 0 else {
            unsafe box.release()
            throw .system(call: "pthread_create", errno: status)
        }
        self.identifier = identifier
    }

    /// Waits until the thread has ended; call it or ``detach()`` exactly once.
    func join() {
        pthread_join(identifier, nil)
    }

    /// Lets the thread end by itself.
    func detach() {
        pthread_detach(identifier)
    }
}

private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}
