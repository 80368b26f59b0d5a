package dev.parlando.benchmarks.endtoend.telephony;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/**
 * The speech of one call as a sequence of input streams of the JDK's HTTP client. The next utterance is requested when
 * the current one starts.
 *
 * <p>Threading: owned by the thread that reads.
 */
final class JdkSpeech implements AutoCloseable {
    private final HttpClient client;
    private final HttpRequest request;
    private CompletableFuture<HttpResponse<InputStream>> next;
    private InputStream current = InputStream.nullInputStream();

    /** Requests the first utterance. */
    JdkSpeech(HttpClient client, URI uri) {
        this.client = client;
        this.request = HttpRequest.newBuilder(uri)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"Hello\"}"))
                .build();
        this.next = fetch();
    }

    private CompletableFuture<HttpResponse<InputStream>> fetch() {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Reads the next packet, and waits for it. All utterances have a whole number of packets. */
    void read(byte[] packet) throws IOException {
        while (current.readNBytes(packet, 0, packet.length) < packet.length) {
            current = next.join().body();
            next = fetch();
        }
    }

    /** Cancels the requests. */
    @Override
    public void close() throws IOException {
        next.cancel(true);
        current.close();
    }
}
