package dev.parlando.benchmarks.rig.server;

import dev.parlando.benchmarks.rig.process.LineProcess;
import dev.parlando.benchmarks.rig.server.ScriptedServer.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@link ScriptedServer} in a separate JVM.
 *
 * <p>Threading: confined to the calling thread.
 */
public final class ScriptedServerProcess implements AutoCloseable {
    private final LineProcess process;
    private final URI baseUrl;
    private final Path trustedPem;

    private ScriptedServerProcess(LineProcess process) throws IOException {
        this.process = process;
        String[] words = process.readLine().split(" ", 2);
        baseUrl = URI.create("https://127.0.0.1:" + words[0]);
        trustedPem = Path.of(words[1]);
    }

    /** Starts the process and waits until it listens. */
    public static ScriptedServerProcess start() throws IOException {
        return new ScriptedServerProcess(LineProcess.startJava(List.of("-Xmx512m"), ScriptedServer.class));
    }

    /** Returns the process, for its CPU time. */
    public LineProcess process() {
        return process;
    }

    /** Returns the scheme, host and port. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Returns the file with the issuer to trust. */
    public Path trustedPem() {
        return trustedPem;
    }

    /** Returns the number of connections accepted so far. */
    public int accepted() throws IOException {
        return ask(Command.ACCEPTED);
    }

    /** Sends GOAWAY on every connection that has not had one, and returns the number of these connections. */
    public int goAway() throws IOException {
        return ask(Command.GO_AWAY);
    }

    /** Cuts the busiest connection, and returns the number of responses truncated by it. */
    public int cut() throws IOException {
        return ask(Command.CUT);
    }

    private int ask(Command command) throws IOException {
        return Integer.parseInt(process.ask(command.name()));
    }

    @Override
    public void close() {
        process.close();
    }
}
