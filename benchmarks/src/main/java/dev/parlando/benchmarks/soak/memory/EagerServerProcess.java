package dev.parlando.benchmarks.soak.memory;

import dev.parlando.benchmarks.rig.process.LineProcess;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * An {@link EagerServer} in a separate JVM, so that its memory does not count as the client's.
 *
 * <p>Threading: confined to the calling thread.
 */
final class EagerServerProcess implements AutoCloseable {
    private final LineProcess process;
    private final URI baseUrl;

    private EagerServerProcess(LineProcess process) throws IOException {
        this.process = process;
        baseUrl = URI.create("http://127.0.0.1:" + process.readLine());
    }

    /** Starts the process and waits until it listens. */
    static EagerServerProcess start() throws IOException {
        return new EagerServerProcess(LineProcess.startJava(List.of("-Xmx256m"), EagerServer.class));
    }

    URI baseUrl() {
        return baseUrl;
    }

    /** Returns the number of audio bytes that the client's flow-control windows have admitted, over all streams. */
    long sentBytes() throws IOException {
        return Long.parseLong(process.ask("sent"));
    }

    @Override
    public void close() {
        process.close();
    }
}
