package dev.parlando.benchmarks.rig.server;

import dev.parlando.benchmarks.rig.process.JavaProcess;
import dev.parlando.benchmarks.rig.server.ScriptedServer.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Is a {@link ScriptedServer} in a JVM of its own.
 *
 * <p>Threading: confined to the caller.
 */
public final class ScriptedServerProcess implements AutoCloseable {
    private final JavaProcess process;
    private final URI baseUrl;
    private final Path trustedPem;

    private ScriptedServerProcess(JavaProcess process) throws IOException {
        this.process = process;
        String[] words = process.readLine().split(" ", 2);
        baseUrl = URI.create("https://127.0.0.1:" + words[0]);
        trustedPem = Path.of(words[1]);
    }

    /** Starts it and waits until it listens. */
    public static ScriptedServerProcess start() throws IOException {
        return new ScriptedServerProcess(JavaProcess.start(List.of("-Xmx512m"), ScriptedServer.class));
    }

    /** Returns scheme, host and port. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Returns the file with the issuer to trust. */
    public Path trustedPem() {
        return trustedPem;
    }

    /** Asks how many connections it ever accepted. */
    public int accepted() throws IOException {
        return ask(Command.ACCEPTED);
    }

    /** Lets it send GOAWAY on every connection that has not had one; returns how many those were. */
    public int goAway() throws IOException {
        return ask(Command.GO_AWAY);
    }

    /** Lets it cut its busiest connection; returns how many answers broke off by that. */
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
