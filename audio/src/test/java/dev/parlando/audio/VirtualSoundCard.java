package dev.parlando.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A virtual sound card for a single test, which may kill it. Created by {@code .ci/audio-sink.sh}.
 *
 * <p>Threading: confined to the thread of the test.
 */
final class VirtualSoundCard implements AutoCloseable {
    private static final Path SCRIPT = Path.of(System.getProperty("basedir", "."), "..", ".ci", "audio-sink.sh");
    private static final Pattern VARIABLE = Pattern.compile("export (\\w+)='(.*)'");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** Starts the sound card. Its state is stored in {@code folder}, which need not exist. */
    VirtualSoundCard(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        run("start");
        Matcher variable = VARIABLE.matcher(run("env"));
        while (variable.find()) {
            environment.put(variable.group(1), variable.group(2));
        }
    }

    private String run(String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("card", ".txt");
        ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString(), command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(out.toFile());
        builder.environment().put("AUDIO_SINK_DIR", folder.toString());
        try {
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("audio-sink.sh " + command + " failed");
            }
            return Files.readString(out);
        } finally {
            Files.delete(out);
        }
    }

    /** Returns the environment variables that select this sound card for a process. */
    Map<String, String> environment() {
        return environment;
    }

    /** Kills the server of the sound card if it is running, which simulates a crash. */
    void kill() throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve("pulse/pid")).strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Redirects the clients of this sound card, which was killed, to another one. */
    void replaceBy(VirtualSoundCard other) throws IOException {
        Path socket = folder.resolve("pulse/native");
        Files.deleteIfExists(socket);
        Files.createSymbolicLink(socket, other.folder.resolve("pulse/native"));
    }

    @Override
    public void close() throws IOException {
        try {
            run("stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
