package dev.parlando.benchmarks.endtoend.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * LiveKit's plugin for ElevenLabs in a Node process, with its default settings. The process writes the tokens and measures
 * until the first audio frame that the plugin returns. Confined to the main thread.
 */
final class LiveKitContender implements LiveContender {
    private static final String SCRIPT = "livekit.js";
    private static final int EXIT_SECONDS = 10;

    private final ObjectMapper json = new ObjectMapper();
    private final Path script;
    private final Process process;
    private final BufferedReader output;

    private LiveKitContender(Path script, Process process) {
        this.script = script;
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Returns whether the plugin is installed in the {@code node_modules} of a directory. */
    static boolean isInstalled(Path directory) {
        return Files.isDirectory(directory.resolve("node_modules/@livekit/agents-plugin-elevenlabs"));
    }

    /** Starts the process, whose stderr is that of this JVM. */
    static LiveKitContender start(Path directory, URI baseUrl, String key) throws IOException {
        Path script = Files.createTempFile("livekit", ".js");
        try (InputStream source = Objects.requireNonNull(LiveKitContender.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "node", script.toString(), directory.toString(), Integer.toString(TokenPacer.TOKEN_MILLIS))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "PARLANDO_URL",
                        baseUrl.toString(),
                        "PARLANDO_KEY",
                        key,
                        "PARLANDO_VOICE",
                        OfflineVoiceServer.STANDARD_VOICE_ID));
        return new LiveKitContender(script, builder.start());
    }

    @Override
    public String name() {
        return "livekit plugin, to its first frame";
    }

    @Override
    public long speak(List<String> tokens) throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(json.writeValueAsString(tokens));
        input.write('\n');
        input.flush();
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the plugin ended without a result; see its stderr");
        }
        return Long.parseLong(line);
    }

    @Override
    public void close() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).close();
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.delete(script);
    }
}
