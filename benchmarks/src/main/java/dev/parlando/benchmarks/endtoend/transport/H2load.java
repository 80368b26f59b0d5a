package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.rig.server.ResponseScript;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program {@code h2load} of nghttp2, if it is installed, as a reference client in C on the same server. */
final class H2load {
    private static final Pattern FINISHED = Pattern.compile("finished in ([\\d.]+)(us|ms|s),");
    private static final Pattern SUCCEEDED = Pattern.compile("\\b1 succeeded");

    private H2load() {}

    /**
     * Requests one response on a new connection and returns the duration in seconds; empty if the program is not
     * installed.
     */
    static OptionalDouble seconds(URI baseUrl, ResponseScript script) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(
                            "h2load",
                            "-n1",
                            "-c1",
                            "-m1",
                            baseUrl.resolve(script.path()).toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException notInstalled) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
    }

    /** Parses the seconds in the output of the program. */
    static double parse(String output) {
        Matcher finished = FINISHED.matcher(output);
        if (!finished.find() || !SUCCEEDED.matcher(output).find()) {
            throw new IllegalArgumentException("h2load did not succeed: " + output);
        }
        double number = Double.parseDouble(finished.group(1));
        return switch (finished.group(2)) {
            case "us" -> number / 1e6;
            case "ms" -> number / 1e3;
            default -> number;
        };
    }
}
