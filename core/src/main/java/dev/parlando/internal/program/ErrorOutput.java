package dev.parlando.internal.program;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The last output of a program to its standard error. Threading: safe for use from any thread. */
final class ErrorOutput {
    private static final int MAX_CHARACTERS = 300;

    @GuardedBy("this")
    private final StringBuilder last = new StringBuilder();

    /** Reads until the program closes the output. */
    void readAll(Process program) {
        byte[] block = new byte[1024];
        int count;
        try (InputStream errors = program.getErrorStream()) {
            while ((count = errors.read(block)) >= 0) {
                add(new String(block, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException closedByKill) {
            return;
        }
    }

    private synchronized void add(String text) {
        last.append(text);
        last.delete(0, Math.max(0, last.length() - MAX_CHARACTERS));
    }

    /** Returns the last output on one line, for the end of a message; empty if there was none. */
    synchronized String tail() {
        String line = last.toString().replaceAll("\\p{Cntrl}+", " ").strip();
        return line.isEmpty() ? "" : ": " + line;
    }
}
