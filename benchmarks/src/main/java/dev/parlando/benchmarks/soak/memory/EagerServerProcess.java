package dev.parlando.benchmarks.soak.memory;

import dev.parlando.benchmarks.rig.process.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Is an {@link EagerServer} in a JVM of its own, so that its memory is not counted as the client's.
 *
 * <p>Threading: confined to the caller.
 */
final class EagerServerProcess implements AutoCloseable {
    private final JavaProcess process;
    private final URI baseUrl;

    private EagerServerProcess(JavaProcess process) throws IOException {
        this.process = process;
        baseUrl = URI.create("http://127.0.0.1:" + process.readLine());
    }

    /** Starts it and waits until it listens. */
    static EagerServerProcess start() throws IOException {
        return new EagerServerProcess(JavaProcess.start(List.of("-Xmx256m"), EagerServer.class));
    }

    URI baseUrl() {
        return baseUrl;
    }

    /** Asks how many bytes of audio the client's windows have let through, over all streams. */
    long sentBytes() throws IOException {
        return Long.parseLong(process.ask("sent"));
    }

    @Override
    public void close() {
        process.close();
    }
}
