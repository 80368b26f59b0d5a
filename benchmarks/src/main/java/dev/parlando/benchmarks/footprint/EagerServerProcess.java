package dev.parlando.benchmarks.footprint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Is an {@link EagerServer} in a JVM of its own, so that its memory is not counted as the client's.
 *
 * <p>Threading: confined to the caller.
 */
final class EagerServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final URI baseUrl;

    private EagerServerProcess(Process process) throws IOException {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
        baseUrl = URI.create("http://127.0.0.1:" + output.readLine());
    }

    /** Starts it with the class path of this JVM and waits until it listens. */
    static EagerServerProcess start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new EagerServerProcess(new ProcessBuilder(
                        java, "-Xmx256m", "-cp", System.getProperty("java.class.path"), EagerServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    URI baseUrl() {
        return baseUrl;
    }

    /** Asks how many bytes of audio the client's windows have let through, over all streams. */
    long sentBytes() throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write('\n');
        input.flush();
        return Long.parseLong(output.readLine());
    }

    @Override
    public void close() {
        try {
            process.outputWriter().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
