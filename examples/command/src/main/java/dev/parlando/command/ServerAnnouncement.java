package dev.parlando.command;

import dev.parlando.command.console.RowPrinter;
import dev.parlando.error.PlaybackException;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints the address of a server that has started, for people or as one line of JSON. Stateless. */
final class ServerAnnouncement {
    private static final String URL = "url";
    private static final String API_KEY = "api_key";
    private static final String CA = "ca";
    private static final Map<String, String> LABELS = Map.of(URL, "URL:     ", API_KEY, "API key: ", CA, "CA file: ");

    private final PrintWriter out;
    private final boolean json;

    ServerAnnouncement(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void print(String url) {
        print(Map.of(URL, url));
    }

    /** Prints the key, too, and the file with the issuer of the certificate. */
    void print(OfflineVoiceServer server) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(URL, server.baseUri().toString());
        facts.put(API_KEY, server.apiKey());
        server.certificatePem().map(ServerAnnouncement::store).ifPresent(file -> facts.put(CA, file.toString()));
        print(facts);
    }

    private void print(Map<String, String> facts) {
        if (json) {
            out.println(RowPrinter.toJson(facts));
        } else {
            facts.forEach((name, value) -> out.println(LABELS.get(name) + value));
            out.println("Press Ctrl-C to stop.");
        }
        out.flush();
    }

    private static Path store(String pem) {
        try {
            Path file = Files.createTempFile("parlando-ca-", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, pem);
        } catch (IOException e) {
            throw new PlaybackException("the certificate cannot be written to a temporary file: " + e.getMessage(), e);
        }
    }
}
