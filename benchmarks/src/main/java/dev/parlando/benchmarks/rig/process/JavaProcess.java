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
 * Is a main class in a JVM of its own, with the class path of this one, that is spoken to by lines and ends with its
 * stdin.
 *
 * <p>Threading: confined to the caller, which waits for each line.
 */
public final class JavaProcess implements AutoCloseable {
    private static final int EXIT_SECONDS = 10;

    private final String name;
    private final Process process;
    private final BufferedReader output;

    private JavaProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it; what it writes to stderr goes to ours. */
    public static JavaProcess start(List<String> jvmOptions, Class<?> mainClass, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new JavaProcess(mainClass.getSimpleName(), process);
    }

    /** Waits for the next line that it prints. */
    public String readLine() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException(name + " ended without an answer; its stderr says why");
        }
        return line;
    }

    /** Sends one line and waits for the answer, which is one line too. */
    public String ask(String question) throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(question);
        input.write('\n');
        input.flush();
        return readLine();
    }

    @Override
    public void close() {
        try {
            process.outputWriter().close();
        } catch (IOException alreadyGone) {
            // It has ended, or will now.
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
