package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.json.Json;
import dev.parlando.offline.json.JsonPath;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Text to dialogue over HTTP. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DialogueCallsTest {
    private static final String PATH = "/v1/text-to-dialogue";
    private static final String PCM = "?output_format=pcm_16000";
    private static final String FIRST = line("Hello again!", 1);
    /** A voice that is recorded at another rate. */
    private static final String SECOND = line("Good to see you.", 5);

    private static final String TWO = inputs(FIRST, SECOND);

    private final OfflineVoiceServer server =
            OfflineVoiceServer.builder().voices(20).start();
    private final CheckedClient client = new CheckedClient(server);
    private final String admin = server.apiKey();

    private static String line(String text, int voice) {
        return "{\"text\":\"" + text + "\",\"voice_id\":\"KevinOfflineVoice00" + voice + "\"}";
    }

    private static String inputs(String... lines) {
        return "{\"inputs\":[" + String.join(",", lines) + "]}";
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void speaksLinesInOrderAndChargesTheirCharacters() throws Exception {
        HttpResponse<byte[]> both = client.send(admin, "POST", PATH + PCM, TWO);
        assertThat(both.statusCode()).isEqualTo(200);
        assertThat(both.headers().firstValue("content-type")).hasValue("audio/pcm");
        assertThat(both.headers().firstValue("character-cost")).hasValue("28");
        int first = client.send(admin, "POST", PATH + PCM, inputs(FIRST)).body().length;
        int second = client.send(admin, "POST", PATH + PCM, inputs(SECOND)).body().length;
        assertThat(both.body()).hasSize(first + second);
        assertThat(client.send(admin, "POST", PATH + "/stream" + PCM, TWO).body())
                .isEqualTo(both.body());
        assertThat(client.send(admin, "POST", PATH + "/stream", TWO).statusCode())
                .isEqualTo(200);
    }

    @Test
    void timesCharactersAndLinesOfTheWholeFile() throws Exception {
        Object json = client.ok(admin, "POST", PATH + "/with-timestamps" + PCM, TWO);
        List<?> characters = (List<?>) JsonPath.at(json, "alignment", "characters");
        assertThat(characters.stream().map(String::valueOf).collect(Collectors.joining()))
                .isEqualTo("Hello again!Good to see you.");
        assertThat((List<?>) JsonPath.at(json, "voice_segments")).hasSize(2);
        assertThat(JsonPath.at(json, "voice_segments", 0, "character_end_index"))
                .isEqualTo(12);
        assertThat(JsonPath.at(json, "voice_segments", 1, "character_start_index"))
                .isEqualTo(12);
        assertThat(JsonPath.at(json, "voice_segments", 1, "character_end_index"))
                .isEqualTo(28);
        assertThat(JsonPath.at(json, "voice_segments", 1, "voice_id")).isEqualTo("KevinOfflineVoice005");
        assertThat(JsonPath.at(json, "voice_segments", 1, "dialogue_input_index"))
                .isEqualTo(1);
        double first = seconds(json, 0, "end_time_seconds");
        assertThat(seconds(json, 1, "start_time_seconds")).isGreaterThanOrEqualTo(first);
        assertThat(seconds(json, 1, "end_time_seconds")).isGreaterThan(first + 0.5);
    }

    private static double seconds(Object json, int segment, String name) {
        return ((Number) JsonPath.at(json, "voice_segments", segment, name)).doubleValue();
    }

    @Test
    void streamsLinesWithTheTimesOfTheirOwnCharacters() throws Exception {
        HttpResponse<byte[]> response = client.send(admin, "POST", PATH + "/stream/with-timestamps" + PCM, TWO);
        assertThat(response.statusCode()).isEqualTo(200);
        List<Object> lines = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String line : new String(response.body(), StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isEmpty()) {
                Object json = JsonPath.at(Json.read(line.getBytes(StandardCharsets.UTF_8)));
                lines.add(json);
                ((List<?>) JsonPath.at(json, "voice_segments"))
                        .forEach(segment -> ((List<?>) JsonPath.at(json, "alignment", "characters"))
                                .subList((Integer) JsonPath.at(segment, "character_start_index"), (Integer)
                                        JsonPath.at(segment, "character_end_index"))
                                .forEach(text::append));
            }
        }
        assertThat(lines).hasSizeGreaterThan(5);
        assertThat(text).hasToString("Hello again!Good to see you.");
    }

    @Test
    void refusesInvalidDialogues() throws Exception {
        for (String body : List.of(
                "{}",
                inputs(),
                "{\"inputs\":[{\"text\":\"Hello.\"}]}",
                "{\"inputs\":\"Hello.\"}",
                inputs(line("a".repeat(1_001), 1), line("a".repeat(1_000), 2)),
                elevenVoices(),
                TWO.replace("{\"inputs\"", "{\"settings\":{\"stability\":1.5},\"inputs\""),
                TWO.replace("{\"inputs\"", "{\"apply_text_normalization\":\"maybe\",\"inputs\""))) {
            client.refused(422, admin, "POST", PATH, body);
        }
        refused(400, "unsupported_model", "{\"model_id\":\"eleven_flash_v2_5\",\"inputs\"");
        refused(400, "model_not_found", "{\"model_id\":\"unknown\",\"inputs\"");
        refused(400, "unsupported_language", "{\"language_code\":\"zz\",\"inputs\"");
        assertThat(JsonPath.at(client.refused(404, admin, "POST", PATH, TWO.replace("005", "999")), "status"))
                .isEqualTo("voice_not_found");
        assertThat(JsonPath.at(client.refused(400, admin, "POST", PATH, inputs(line("...", 1))), "status"))
                .isEqualTo("input_text_empty");
        client.refused(403, admin, "POST", PATH + "/stream?output_format=wav_16000", TWO);
        client.refused(401, "", "POST", PATH, TWO);
    }

    private void refused(int status, String word, String start) throws Exception {
        Object detail = client.refused(status, admin, "POST", PATH, TWO.replace("{\"inputs\"", start));
        assertThat(JsonPath.at(detail, "status")).isEqualTo(word);
    }

    /** Voice ids are not looked up before their number is checked. */
    private static String elevenVoices() {
        return inputs(IntStream.range(0, 11)
                .mapToObj(i -> line("Hello.", 1).replace("001", "x" + i))
                .toArray(String[]::new));
    }
}
