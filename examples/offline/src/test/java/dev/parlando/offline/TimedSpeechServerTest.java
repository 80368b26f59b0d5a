package dev.parlando.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.calls.TimestampedLine;
import dev.parlando.offline.json.Json;
import dev.parlando.offline.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Speech requests with timestamps over HTTP, as sent by an ordinary program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class TimedSpeechServerTest {
    private static final String HELLO = "{\"text\":\"Hello there. It is 5:30!\"}";
    private static final String VOICE = "/v1/text-to-speech/" + OfflineVoiceServer.STANDARD_VOICE_ID;

    private final OfflineVoiceServer server = OfflineVoiceServer.builder().start();
    private final OfflineClient client = new OfflineClient(server, Version.HTTP_2);
    private final OpenApi api = new OpenApi();

    @AfterAll
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3_44100_128", "pcm_24000", "ulaw_8000", "opus_48000_64"})
    void streamsLinesPerOpenApi(String format) throws Exception {
        String query = "?output_format=" + format;
        HttpResponse<byte[]> stream = client.speak("/stream/with-timestamps" + query, HELLO);
        assertThat(header(stream, "content-type")).isEqualTo("application/json");
        assertThat(stream.headers().firstValue("content-length")).isEmpty();
        String body = new String(stream.body(), UTF_8);
        assertThat(body).endsWith("}\n").doesNotContain("\n\n");
        ByteArrayOutputStream audio = new ByteArrayOutputStream();
        for (String line : body.split("\n", 0)) {
            assertThat(api.problems("POST", VOICE + "/stream/with-timestamps", 200, line.getBytes(UTF_8)))
                    .isEmpty();
            audio.writeBytes(TimestampedLine.read(line).audio());
        }
        assertThat(audio.toByteArray())
                .isEqualTo(client.speak("/stream" + query, HELLO).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3_44100_128", "wav_24000", "alaw_8000", "opus_48000_32"})
    void returnsFileAsOneObject(String format) throws Exception {
        String query = "?output_format=" + format;
        HttpResponse<byte[]> file = client.speak("/with-timestamps" + query, HELLO);
        assertThat(header(file, "content-type")).isEqualTo("application/json");
        assertThat(file.headers().firstValueAsLong("content-length")).hasValue(file.body().length);
        assertThat(header(file, "tts-latency-ms")).matches("\\d+");
        assertThat(api.problems("POST", VOICE + "/with-timestamps", 200, file.body()))
                .isEmpty();
        assertThat(TimestampedLine.read(new String(file.body(), UTF_8)).audio())
                .isEqualTo(client.speak(query, HELLO).body());
    }

    @ParameterizedTest
    @CsvSource({"/with-timestamps", "/stream/with-timestamps"})
    void appliesCommonChecksAndHeaders(String path) throws Exception {
        HttpResponse<byte[]> response = client.speak(path + "?output_format=pcm_8000&enable_logging=false", HELLO);
        assertThat(header(response, "character-cost")).isEqualTo("24");
        assertThat(header(response, "request-id")).matches("[A-Za-z0-9]{20}");
        assertThat(header(response, "history-item-id")).isEqualTo("not_stored");
        assertThat(header(response, "maximum-concurrent-requests")).isEqualTo("10");
        assertThat(client.speak(path, "{}").statusCode()).isEqualTo(422);
        assertThat(client.speak(path + "?output_format=mp3_1_2", HELLO).statusCode())
                .isEqualTo(403);
        HttpRequest.Builder without = client.request(VOICE + path).setHeader("xi-api-key", "");
        assertThat(client.send(without.POST(BodyPublishers.ofString(HELLO)).build())
                        .statusCode())
                .isEqualTo(401);
        long before = charged();
        client.speak(path + "?output_format=pcm_8000", HELLO);
        assertThat(charged() - before).isEqualTo(24);
    }

    private long charged() throws Exception {
        Object subscription = Json.read(client.get("/v1/user/subscription").body());
        return ((Number) JsonPath.at(subscription, "character_count")).longValue();
    }

    @Test
    void servesConcurrentRequestsIndependently() throws Exception {
        byte[] alone = client.speak("/stream/with-timestamps?output_format=opus_48000_32", HELLO)
                .body();
        List<CompletableFuture<byte[]>> answers = IntStream.range(0, 24)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::opus))
                .toList();
        for (CompletableFuture<byte[]> answer : answers) {
            assertThat(answer.get(120, TimeUnit.SECONDS)).isEqualTo(alone);
        }
    }

    private byte[] opus() {
        try {
            return client.speak("/stream/with-timestamps?output_format=opus_48000_32", HELLO)
                    .body();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Generation stops when the client stops reading: pending data is bounded, and other requests are served meanwhile.
     */
    @Test
    void servesOthersWhileReaderIsStopped() throws Exception {
        String text = "This goes on and on. ".repeat(1_900);
        String body = "{\"model_id\":\"eleven_flash_v2_5\",\"text\":\"" + text + "\"}";
        CountDownLatch begun = new CountDownLatch(1);
        HttpRequest request = client.request(VOICE + "/stream/with-timestamps?output_format=pcm_48000")
                .POST(BodyPublishers.ofString(body))
                .build();
        StoppedReader reader = new StoppedReader(begun);
        CompletableFuture<HttpResponse<Void>> stopped = client.sendAsync(request, BodyHandlers.fromSubscriber(reader));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.speak("/stream/with-timestamps", HELLO).statusCode()).isEqualTo(200);
        reader.leave();
        assertThat(stopped).isNotCompletedExceptionally();
        assertThat(client.speak("/stream/with-timestamps", HELLO).statusCode()).isEqualTo(200);
    }

    /** A subscriber that requests the first bytes only. */
    private static final class StoppedReader implements Flow.Subscriber<List<ByteBuffer>> {
        private final CountDownLatch begun;
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

        StoppedReader(CountDownLatch begun) {
            this.begun = begun;
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription.complete(newSubscription);
            newSubscription.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> bytes) {
            begun.countDown();
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onComplete() {}

        void leave() {
            subscription.join().cancel();
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
