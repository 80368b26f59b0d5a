package dev.parlando.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.ServiceError;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.timing.Allocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampedAudioParserTest {
    private static final String ONE = "{\"characters\":[\"é\"],\"character_start_times_seconds\":[0.25],"
            + "\"character_end_times_seconds\":[0.5]}";

    private static ParseResult read(String answer, int... ends) {
        return ParseResult.of(answer.getBytes(StandardCharsets.UTF_8), ends);
    }

    private static String hex(String text) {
        return ParseResult.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a response with one of each element that responses may contain. */
    private static byte[] smallAnswer() {
        return new TimestampedLines()
                .add("Hello, world".getBytes(StandardCharsets.UTF_8), "Hi.", 0)
                .addRaw("")
                .addRaw("\r")
                .addRaw("{ \"alignment\" :" + ONE + " , \"normalized_alignment\":" + ONE
                        + ",\"audio_base64\" : \"\\u0053\\/8\\u003D\"}")
                .addRaw(
                        "{\"x\":{\"audio_base64\":\"AAAA\"},\"audio_base64\\\"\":\"BBBB\",\"y\":[\"audio_base64\",\"CC\\\\CC\"],"
                                + "\"\\u0061udio_base64\":\"QQ\",\"z\":\"audio_base64\"}")
                .addRaw("{\"audio_base64\":\"\",\"alignment\":null}")
                .addRaw("{\"audio_base64\":null}")
                .addRaw("{}")
                .bytes();
    }

    @Test
    void parsesAudioAndTimingsAtAnyPosition() {
        ParseResult reading = ParseResult.of(smallAnswer());
        assertThat(reading.error()).isEmpty();
        assertThat(reading.whole()).isTrue();
        assertThat(reading.audio()).isEqualTo(hex("Hello, world") + "4bff" + hex("A"));
        assertThat(reading.timings())
                .containsExactly("H0.0-100.0 i100.0-200.0 .200.0-300.0 /-", "é250.0-500.0 /é250.0-500.0 ");
    }

    @Test
    void parsesSameResultForEverySplitInTwo() {
        byte[] answer = smallAnswer();
        ParseResult whole = ParseResult.of(answer);
        for (int at = 0; at <= answer.length; at++) {
            assertThat(ParseResult.of(answer, at)).as("split at %d", at).isEqualTo(whole);
        }
        int[] everywhere = IntStream.range(0, answer.length).toArray();
        assertThat(ParseResult.of(answer, everywhere)).isEqualTo(whole);
    }

    @Property(tries = 200)
    void parsesSameResultForAnySplit(@ForAll @IntRange(min = 0, max = 3000) int audioBytes, @ForAll long seed) {
        Random random = new Random(seed);
        TimestampedLines lines = new TimestampedLines();
        StringBuilder expected = new StringBuilder();
        for (int line = 0; line < 3; line++) {
            byte[] audio = TimestampedLines.audio(random.nextInt(), audioBytes + line);
            lines.add(audio, "abc ".repeat(line), line);
            expected.append(ParseResult.hex(audio));
        }
        byte[] answer = lines.bytes();
        int[] ends = random.ints(random.nextInt(40), 0, answer.length).sorted().toArray();
        ParseResult reading = ParseResult.of(answer, ends);
        assertThat(reading).isEqualTo(ParseResult.of(answer));
        assertThat(reading.audio()).isEqualTo(expected.toString());
        assertThat(reading.timings()).hasSize(3);
    }

    @Test
    void acceptsMultilineObjectsAndSeveralObjectsPerLine() {
        assertThat(read("{\n \"audio_base64\":\n  \"Zm9v\"\n}").audio()).isEqualTo(hex("foo"));
        assertThat(read("{\"audio_base64\":\"Zm9v\"} {\"audio_base64\":\"Zm9v\"}")
                        .audio())
                .isEqualTo(hex("foofoo"));
    }

    /** The test vectors of RFC 4648, section 10, and the special cases of its section 3. */
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "Zg==, f",
        "Zm8=, fo",
        "Zm9v, foo",
        "Zm9vYg==, foob",
        "Zm9vYmE=, fooba",
        "Zm9vYmFy, foobar",
        "Zg, f",
        "Zm8, fo",
        "Zh==, f",
        "Zm9=, fo"
    })
    void decodesRfc4648TestVectors(String base64, String text) {
        assertThat(read("{\"audio_base64\":\"" + base64 + "\"}"))
                .isEqualTo(new ParseResult(hex(text), List.of(), "", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=",
                "==",
                "Z",
                "Z=",
                "Z==",
                "Z===",
                "Zg=",
                "Zg===",
                "Zm8==",
                "Zm9v=",
                "Zg==Zg==",
                "Z=g=",
                "Zm9v Zm9v",
                "Zm9v\\nZm9v",
                "Zm9-",
                "Zm9_",
                "Zm9é",
                "Zm9\\u0000",
                "Zm9\\u0100",
                "Zm9\\uFFFF",
                "Zm9v\\\\"
            })
    void rejectsInvalidBase64(String base64) {
        assertThat(read("\n{\"audio_base64\":\"" + base64 + "\"}").error())
                .contains("line 2")
                .contains("base64");
    }

    @Property(tries = 2000)
    void decodesBase64LikeJdkDecoder(@ForAll @Size(max = 12) List<@IntRange(max = 66) Integer> characters) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/==-";
        StringBuilder base64 = new StringBuilder();
        characters.forEach(index -> base64.append(alphabet.charAt(index)));
        ParseResult reading = read("{\"audio_base64\":\"" + base64 + "\"}", 17 + base64.length() / 2);
        try {
            String expected = ParseResult.hex(Base64.getDecoder().decode(base64.toString()));
            assertThat(reading.error()).isEmpty();
            assertThat(reading.audio()).isEqualTo(expected);
        } catch (IllegalArgumentException refused) {
            assertThat(reading.error()).contains("base64");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>secret</html>|line 1|is not a JSON object",
                "\"secret\"|line 1|is not a JSON object",
                "[{\"secret\":1}]|line 1|is not a JSON object",
                "data: {\"secret\":1}|line 1|is not a JSON object",
                "{\"secret\":1,}|line 1|is not JSON",
                "{\"secret\":1}}|line 1|is not a JSON object",
                "{\"secret\":1]|line 1|is not JSON",
                "{\"audio_base64\":\"QUJD\"}~{\"secret\" 1}|line 2|is not JSON",
                "{\"audio_base64\":\"QUJD\"}~~{\"x\":\"secret~|line 3|is not JSON",
                "{\"audio_base64\":\"QUJD\\x\"}|line 1|is not JSON",
                "{\"audio_base64\":\"QUJD\\u00zz\"}|line 1|is not JSON",
                "{\"audio_base64\":\"QUJDQ!\",\"secret\":1}|line 1|not base64",
                "{\"audio_base64\":\"QUJDQ\",\"secret\":1}|line 1|in the middle of a base64 group"
            })
    void reportsInvalidLineWithoutItsContent(String template, String line, String what) {
        byte[] answer = template.replace('~', '\n').getBytes(StandardCharsets.UTF_8);
        ParseResult whole = ParseResult.of(answer);
        assertThat(whole.error())
                .contains("200")
                .contains(line + " ")
                .contains(what)
                .doesNotContain("secret");
        assertThat(whole.audio()).isIn("", hex("ABC"));
        assertThat(whole.error()).endsWith(" after " + whole.audio().length() / 2);
        for (int at = 0; at <= answer.length; at++) {
            assertThat(ParseResult.of(answer, at)).as("split at %d", at).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'detail':{'status':'quota_exceeded','message':'used up'}}|: quota_exceeded: used up; add credits",
                "{'detail':'used up'}|: used up after",
                "{'detail':null}|audio after",
                "{'status':'internal_server_error','message':'it failed'}|: internal_server_error: it failed after",
                "{'message':'used up','error':'quota_exceeded','code':1008}|: quota_exceeded: used up; add credits",
                "{'error':'used up'}|: used up after",
                "{'error':{'code':'c1','message':'used up'}}|: c1: used up after",
                "{'errors':[{'message':'one'},{'message':'two'}]}|: one; two after",
                "{'audio_base64':null,'error':'used up'}|: used up after",
                "{'audio_base64':'','error':'used up'}|: used up after",
                "{'message':'used up'}|: used up after",
                "{'status':'generation_failed'}|: generation_failed after",
                "{'error':'sk_0123456789abcdef is no key'}|: sk_[redacted] is no key after",
            })
    void reportsErrorObjectOfAnyShape(String object, String what) {
        byte[] answer = ("{'audio_base64':'QUJD'}\n" + object + "\n{'audio_base64':'QUJD'}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
        ParseResult whole = ParseResult.of(answer);
        assertThat(whole.error())
                .startsWith("the service answered 200, but line 2 of its response is an error instead of audio")
                .contains(what)
                .endsWith(" after 3");
        assertThat(whole.audio()).isEqualTo(hex("ABC"));
        for (int at = 0; at <= answer.length; at++) {
            assertThat(ParseResult.of(answer, at)).as("split at %d", at).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'audio_base64':null,'alignment':null,'isFinal':true}",
                "{'audio_base64':'','error':null,'message':'part 1 of 2'}",
                "{'audio_base64':null,'error':false,'errors':[]}",
                "{'type':'audio','status':'complete'}",
            })
    void acceptsObjectsThatReportNoFailure(String object) {
        assertThat(read(object.replace('\'', '"')).error()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "midstream-error-detail.jsonl, quota_exceeded, the quota is used up",
        "midstream-error-flat.jsonl, quota_exceeded, the quota is used up",
        "midstream-error-status.jsonl, internal_server_error, something failed inside",
    })
    void reportsCodeMessageAndBytesOfErrorInCollectedResponse(String file, String code, String message)
            throws IOException {
        byte[] answer;
        try (InputStream resource =
                Objects.requireNonNull(TimestampedAudioParserTest.class.getResourceAsStream(file))) {
            answer = resource.readAllBytes();
        }
        TimestampedAudioParser parser = new TimestampedAudioParser();
        long[] audioBytes = new long[1];
        UnexpectedResponseException error = catchThrowableOfType(UnexpectedResponseException.class, () -> {
            for (int at = 0; at < answer.length; ) {
                at = parser.parse(answer, at, answer.length);
                audioBytes[0] += parser.audioEnd() - parser.audioStart();
            }
        });
        assertThat(error).hasMessageContaining("line 2").hasMessageContaining(code + ": " + message);
        assertThat(error.bytesDelivered()).isEqualTo(audioBytes[0]).isPositive();
        ServiceError details = Objects.requireNonNull(error.error());
        assertThat(details.status()).isEqualTo(code);
        assertThat(details.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "[]",
                "\"no\"",
                "{\"characters\":[\"a\"]}",
                "{\"characters\":[\"a\"],\"character_start_times_seconds\":{\"a\":[1]},\"other\":{\"b\":[2]}}",
                "{\"characters\":[\"a\"],\"character_start_times_seconds\":[null],\"character_end_times_seconds\":[\"1\"]}"
            })
    void skipsInvalidTimings(String alignment) {
        ParseResult reading = read("{\"audio_base64\":\"Zm9v\",\"alignment\":" + alignment + "}\n"
                + "{\"audio_base64\":\"Zm9v\",\"alignment\":" + alignment + ",\"normalized_alignment\":" + ONE + "}\n");
        assertThat(reading.error()).isEmpty();
        assertThat(reading.audio()).isEqualTo(hex("foofoo"));
        assertThat(reading.timings()).containsExactly("-/é250.0-500.0 ");
    }

    /** Each time stays with its character, and a missing one is taken from the adjacent character. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "['a',null,'b'];[0,1,2];[1,2,3];a0-1 1-2 b2-3",
                "['a','b','c'];[0,null,2];[1,2,null];a0-1 b1-2 c2-2",
                "['a','b'];[0,1];[null,'x'];a0-1 b1-1",
                "['a','b'];[1e999,1];[1,2];a1-1 b1-2",
                "['a','b'];[null,5];[null,6];a5-5 b5-6",
                "['a','b'];[];[5,6];a5-5 b5-6",
                "['a','b'];[0];[1,2,3];a0-1 b1-2",
                "['a','b'];[0,1,2];[];a0-1 b1-2",
                "['a','b'];5;[1,2];a1-1 b1-2",
                "['a',5];[0,1];[1,2];a0-1 1-2"
            })
    void completesTimes(String characters, String starts, String ends, String expected) {
        String alignment = "{'characters':" + characters + ",'character_start_times_seconds':" + starts
                + ",'character_end_times_seconds':" + ends + "}";
        ParseResult reading = read("{\"audio_base64\":\"Zm9v\",\"alignment\":" + alignment.replace('\'', '"') + "}");
        assertThat(reading.error()).isEmpty();
        assertThat(reading.timings()).hasSize(1);
        assertThat(reading.timings().get(0).replace("000.0", "").replace("0.0", "0"))
                .isEqualTo(expected + " /-");
    }

    @Test
    void readsListsOfAlignmentInAnyOrder() {
        ParseResult reading = read(
                "{\"alignment\":{\"character_end_times_seconds\":[1,2,3],\"other\":[[{}]],"
                        + "\"character_start_times_seconds\":[0,1,2],\"characters\":[\"a\",\"b\",\"c\"]},\"audio_base64\":\"Zm9v\"}");
        assertThat(reading.error()).isEmpty();
        assertThat(reading.timings()).containsExactly("a0.0-1000.0 b1000.0-2000.0 c2000.0-3000.0 /-");
    }

    @Test
    void detectsIncompleteLine() {
        byte[] line = new TimestampedLines()
                .add(TimestampedLines.audio(1, 50), "abc", 0)
                .bytes();
        for (int length = 1; length < line.length - 1; length++) {
            ParseResult cut = ParseResult.of(Arrays.copyOf(line, length));
            assertThat(cut.error()).isEmpty();
            assertThat(cut.whole()).as("%d bytes", length).isFalse();
        }
        assertThat(ParseResult.of(Arrays.copyOf(line, line.length - 1)).whole()).isTrue();
    }

    @Property(tries = 2000)
    void parsesCorruptedResponsesIndependentlyOfSplit(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] answer = smallAnswer();
        for (int i = random.nextInt(8); i >= 0; i--) {
            answer[random.nextInt(answer.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt() : "{}[]\",:\\=\n".charAt(random.nextInt(10)));
        }
        ParseResult whole = ParseResult.of(answer);
        assertThat(ParseResult.of(
                        answer, random.ints(5, 0, answer.length).sorted().toArray()))
                .isEqualTo(whole);
    }

    @Test
    void parsesHugeLineWithoutAllocating() {
        byte[] piece = Base64.getEncoder().encode(TimestampedLines.audio(1, 6144));
        byte[] work = new byte[piece.length];
        TimestampedAudioParser answer = new TimestampedAudioParser();
        byte[] begin = "{\"audio_base64\":\"".getBytes(StandardCharsets.UTF_8);
        assertThat(answer.parse(begin, 0, begin.length)).isEqualTo(begin.length);
        assertThat(readOften(answer, piece, work, 2000)).isEqualTo(2000L * 6144);
        assertThat(Allocation.leastBytes(() -> readOften(answer, piece, work, 200)))
                .isZero();
    }

    private static long readOften(TimestampedAudioParser answer, byte[] piece, byte[] work, int times) {
        long audioBytes = 0;
        for (int i = 0; i < times; i++) {
            System.arraycopy(piece, 0, work, 0, piece.length);
            int at = 0;
            while (at < work.length) {
                at = answer.parse(work, at, work.length);
                audioBytes += answer.audioEnd() - answer.audioStart();
            }
        }
        return audioBytes;
    }

    @Test
    void limitsMetadataSize() {
        byte[] answer = new byte[17 * 1024 * 1024];
        Arrays.fill(answer, (byte) ' ');
        answer[0] = '{';
        assertThat(ParseResult.of(answer).error())
                .contains("line 1")
                .contains("" + TimestampedAudioParser.MAX_METADATA_BYTES);
    }
}
