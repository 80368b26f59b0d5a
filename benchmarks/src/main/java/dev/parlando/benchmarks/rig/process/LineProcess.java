package dev.parlando.benchmarks.rig.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A separate process, such as a main class in another JVM. It communicates by lines on stdin and stdout, and exits when its
 * stdin ends.
 *
 * <p>Threading: confined to the calling thread, which waits for each line.
 */
public final class LineProcess implements AutoCloseable {
    private static final int EXIT_SECONDS = 10;

    private final String name;
    private final Process process;
    private final BufferedReader output;

    private LineProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a main class in a JVM with the class path of this one. Its stderr is that of this JVM. */
    public static LineProcess startJava(List<String> jvmOptions, Class<?> mainClass, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName()));
        command.addAll(List.of(arguments));
        return start(mainClass.getSimpleName(), new ProcessBuilder(command));
    }

    /** Starts a process with a name for errors. Its stderr is that of this JVM. */
    public static LineProcess start(String name, ProcessBuilder builder) throws IOException {
        return new LineProcess(
                name, builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Waits for the next line of output and returns it. */
    public String readLine() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException(name + " ended without a result; see its stderr");
        }
        return line;
    }

    /** Waits for a line of output, and prints all lines before it, such as those of the JVM. */
    public void awaitLine(String expected) throws IOException {
        String line = readLine();
        while (!line.equals(expected)) {
            System.out.println(line);
            line = readLine();
        }
    }

    /** Sends one line. */
    public void send(String line) throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(line);
        input.write('\n');
        input.flush();
    }

    /** Sends one line, then waits for a response of one line and returns it. */
    public String ask(String question) throws IOException {
        send(question);
        return readLine();
    }

    /** Returns the CPU time used so far. The operating system counts it in steps of 10 ms. */
    public long cpuNanos() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException(name + " has ended; see its stderr"))
                .toNanos();
    }

    @Override
    public void close() {
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
        } catch (IOException alreadyGone) {
            // The process has exited or will exit now.
        }
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
