package dev.parlando.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A third-party program that runs for the duration of a test. It receives commands on its stdin. Its output is stored
 * for the test and for failure messages.
 *
 * <p>Threading: confined to the test; a dedicated thread reads the output.
 */
public final class ServerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final long PROBE_MILLIS = 10;
    private static final int PORTS_TO_TRY = 100;

    private final String name;
    private final Process process;
    private final Thread reader;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        reader = new Thread(this::readOutput, name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a program. A missing program fails the test, with the name of the Debian package to install. */
    public static ServerProcess start(String debianPackage, List<String> command) {
        String name = command.get(0);
        try {
            return new ServerProcess(
                    name, new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new AssertionError(
                    "cannot run " + name + ", which the interop tests need; install the Debian package "
                            + debianPackage,
                    e);
        }
    }

    /**
     * Returns a free port below the ephemeral range, so that the system assigns it to no other process before the
     * server binds it.
     */
    public static int freePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                if (attempt == PORTS_TO_TRY) {
                    throw taken;
                }
            }
        }
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = reader.readLine()) != null) {
                output.add(line);
            }
        } catch (IOException ended) {
            output.add("(" + ended.getMessage() + ")");
        }
    }

    /** Waits until the port accepts connections. */
    public void awaitListening(int port) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!takesConnections(port)) {
            boolean ended = process.waitFor(PROBE_MILLIS, TimeUnit.MILLISECONDS);
            if (ended || System.nanoTime() - deadlineNanos > 0) {
                throw failure("does not listen on port " + port, null);
            }
        }
    }

    private static boolean takesConnections(int port) {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Sends a line and returns the response line. */
    public String ask(String question) throws InterruptedException {
        try {
            Writer input = process.outputWriter(StandardCharsets.UTF_8);
            input.write(question + "\n");
            input.flush();
        } catch (IOException e) {
            throw failure("takes no command", e);
        }
        return nextLine();
    }

    /** Waits for the next line of output. */
    public String nextLine() throws InterruptedException {
        String line = output.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw failure("said nothing", null);
        }
        return line;
    }

    /** Waits for a line of output that contains the text, and skips the lines before it. */
    public String awaitLine(String text) throws InterruptedException {
        String line = nextLine();
        while (!line.contains(text)) {
            line = nextLine();
        }
        return line;
    }

    /** Waits until the program exits by itself and returns its exit code. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw failure("does not end", null);
        }
        return process.exitValue();
    }

    /** Sends a signal, such as {@code STOP}. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw failure("takes no signal " + name, null);
        }
    }

    private AssertionError failure(String problem, @Nullable Throwable cause) throws InterruptedException {
        if (!process.isAlive()) {
            reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)); // The last output states the reason.
        }
        String state = process.isAlive() ? "" : " and has ended with code " + process.exitValue();
        return new AssertionError(name + " " + problem + state + "; its output: " + output, cause);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            process.outputWriter().close();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
