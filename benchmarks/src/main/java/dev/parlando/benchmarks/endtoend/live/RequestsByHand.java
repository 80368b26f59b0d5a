package dev.parlando.benchmarks.endtoend.live;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The program that a user writes by hand: one request of the JDK's client per sentence, one after the other, whose samples
 * are written to the sink as they arrive.
 *
 * <p>Threading: the main thread divides the text, and one other thread sends the requests and writes the samples.
 */
final class RequestsByHand implements LiveContender {
    private static final int OK = 200;
    private static final int SAMPLE_RATE_HZ = 24_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService speaker = Executors.newSingleThreadExecutor();
    private final FirstWriteSink sink = new FirstWriteSink();
    private final HttpRequest.Builder template;

    RequestsByHand(URI baseUrl, String key) {
        String path = "/v1/text-to-speech/" + OfflineVoiceServer.STANDARD_VOICE_ID + "/stream?output_format=pcm_24000";
        template = HttpRequest.newBuilder(baseUrl.resolve(path))
                .header("xi-api-key", key)
                .header("Content-Type", "application/json");
        sink.open(new PcmFormat(SAMPLE_RATE_HZ, 1));
    }

    @Override
    public String name() {
        return "request per sentence, by hand";
    }

    @Override
    public long speak(List<String> tokens) throws Exception {
        sink.begin();
        SentenceCollector sentences = new SentenceCollector();
        List<Future<?>> spoken = new ArrayList<>();
        long startNanos = TokenPacer.ofSystem()
                .write(tokens, token -> sentences.add(token).ifPresent(sentence -> spoken.add(submit(sentence))));
        sentences.rest().ifPresent(sentence -> spoken.add(submit(sentence)));
        for (Future<?> sentence : spoken) {
            sentence.get();
        }
        return sink.firstNanos() - startNanos;
    }

    private Future<?> submit(String sentence) {
        return speaker.submit(() -> {
            request(sentence);
            return null;
        });
    }

    /** The scripted sentences need no escapes in JSON. */
    private void request(String sentence) throws IOException, InterruptedException {
        String body = "{\"text\":\"" + sentence + "\",\"model_id\":\"eleven_flash_v2_5\"}";
        HttpRequest request =
                template.copy().POST(HttpRequest.BodyPublishers.ofString(body)).build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream audio = response.body()) {
            if (response.statusCode() != OK) {
                throw new IOException("the request for a sentence failed with status " + response.statusCode());
            }
            write(audio);
        }
    }

    private void write(InputStream audio) throws IOException {
        byte[] bytes = new byte[4096];
        short[] samples = new short[bytes.length / 2];
        int left = 0;
        for (int more = audio.read(bytes); more >= 0; more = audio.read(bytes, left, bytes.length - left)) {
            int count = (left + more) / 2;
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples, 0, count);
            sink.write(samples, 0, count);
            left = (left + more) % 2;
            System.arraycopy(bytes, 2 * count, bytes, 0, left);
        }
    }

    @Override
    public void close() {
        speaker.shutdownNow();
        sink.close();
    }
}
