package dev.parlando.offline.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.json.JsonPath;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of {@code stream-input}. */
class TtsSingleSocketTest {
    private static final String INIT = "{'text':' '}";
    private static final String END = "{'text':''}";
    private static final int BYTES_PER_MILLI = 32;

    private final SocketFixture socket = new SocketFixture();

    @Test
    void speaksPiecesAsOneTextAndClosesAfterFinal() {
        socket.single("").send(INIT, "{'text':'Hel'}", "{'text':'lo world.'}");
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.send(END);
        List<Object> messages = socket.peer.take();
        assertThat(chars(messages.get(0), "alignment")).isEqualTo("Hello world. ");
        assertThat(chars(messages.get(0), "normalizedAlignment")).isEqualTo(" Hello world. ");
        assertThat(messages.subList(1, messages.size()))
                .noneMatch(message -> ScriptedPeer.member(message, "alignment") != null);
        Object last = messages.get(messages.size() - 1);
        assertThat(ScriptedPeer.member(last, "isFinal")).isEqualTo(true);
        assertThat(ScriptedPeer.member(last, "audio")).isNull();
        assertThat(ScriptedPeer.member(messages.get(0), "isFinal")).isNull();
        socket.pass(749);
        assertThat(socket.peer.end()).isEqualTo("open");
        socket.pass(1);
        assertThat(socket.peer.end()).isEqualTo("1000");
    }

    @Test
    void coversAllAudioWithBothAlignmentsAndHoldsBackTheTail() {
        socket.single("&auto_mode=true").send(INIT, "{'text':'It is four pounds, really. '}");
        List<Object> first = socket.peer.take();
        long millis = length(first.get(0), "alignment");
        assertThat(length(first.get(0), "normalizedAlignment")).isEqualTo(millis);
        assertThat(ScriptedPeer.audio(first))
                .hasSizeBetween((int) (millis - 31) * BYTES_PER_MILLI, (int) (millis - 29) * BYTES_PER_MILLI);
        socket.send("{'text':'Yes. '}");
        List<Object> second = socket.peer.take();
        assertThat(starts(second.get(0))).startsWith(0L);
        socket.send(END);
        List<Object> all = Stream.of(first, second, socket.peer.take())
                .flatMap(List::stream)
                .toList();
        long total = millis + length(second.get(0), "alignment");
        assertThat(ScriptedPeer.audio(all).length / (double) BYTES_PER_MILLI).isBetween(total - 2.0, total + 2.0);
    }

    @Test
    void coversOwnCharactersInEachMessageWithSyncAlignment() {
        socket.single("&sync_alignment=true")
                .send(INIT, "{'text':'The first move is what sets everything in motion, and then it goes on. '}", END);
        List<Object> timed = socket.peer.take().stream()
                .filter(message -> ScriptedPeer.member(message, "alignment") != null)
                .toList();
        assertThat(timed).hasSizeGreaterThan(1);
        assertThat(timed.stream().map(each -> chars(each, "alignment")).collect(Collectors.joining()))
                .isEqualTo("The first move is what sets everything in motion, and then it goes on. ");
        assertThat(starts(timed.get(1)).get(0)).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void generatesByScheduleOfChunkLengths() {
        socket.single("").send("{'text':' ','generation_config':{'chunk_length_schedule':[50,60]}}");
        socket.send("{'text':'This text has forty-nine characters, not fifty. '}");
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.send("{'text':'an'}");
        List<Object> messages = socket.peer.take();
        assertThat(chars(messages.get(0), "alignment")).isEqualTo("This text has forty-nine characters, not fifty. ");
        socket.send("{'text':'d this continues, until sixty characters are reached '}");
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.send("{'text':'in all.'}", END);
        assertThat(chars(socket.peer.take().get(0), "alignment")).startsWith("and this continues");
    }

    @Test
    void generatesOnFlushAndOnTriggerAndStaysOpen() {
        socket.single("").send(INIT, "{'text':'Good morning. ','flush':true}");
        assertThat(socket.peer.takeShort()).startsWith("audio+").doesNotContain("isFinal");
        socket.send("{'text':'Short. ','try_trigger_generation':true}");
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.send("{'text':'This is a longer piece of text, for the trigger. ','try_trigger_generation':true}");
        assertThat(socket.peer.takeShort()).startsWith("audio+");
        socket.send("{'text':'','flush':true}");
        assertThat(socket.peer.takeShort()).isEmpty();
        assertThat(socket.peer.end()).isEqualTo("open");
    }

    @Test
    void keepsBlankOutOfTheText() {
        socket.single("").send(INIT, "{'text':'Hel'}", "{'text':' '}", "{'text':'lo.'}", END);
        assertThat(chars(socket.peer.take().get(0), "alignment")).isEqualTo("Hello. ");
    }

    @Test
    void refusesSettingsThatFollowTheFirstMessageOrDiffer() {
        String settings = "'voice_settings':{'stability':0.5}";
        socket.single("").send("{'text':' '," + settings + "}", "{'text':'One. '," + settings + "}");
        assertThat(socket.peer.end()).isEqualTo("open");
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.send("{'text':'Two. ','voice_settings':{'stability':0.6}}");
        assertThat(socket.peer.takeShort()).containsExactly("invalid_message");
        socket.pass(800);
        assertThat(socket.peer.end()).startsWith("1008 voice_settings field must be provided in the first message");
        socket.single("").send(INIT, "{'text':'One. '," + settings + "}");
        assertThat(socket.peer.takeShort()).containsExactly("invalid_message");
    }

    @Test
    void refusesInvalidMessages() {
        for (String message : List.of(
                "{'text':'Hello'}",
                "nonsense",
                "[]",
                "{'text':' ','voice_settings':{'stability':2}}",
                "{'text':' ','voice_settings':{'speed':2}}",
                "{'text':' ','generation_config':{'chunk_length_schedule':[49]}}",
                "{'text':' ','pronunciation_dictionary_locators':[{'pronunciation_dictionary_id':'a'}]}")) {
            socket.single("").send(message);
            assertThat(socket.peer.takeShort()).as(message).hasSize(1).doesNotContain("audio");
            socket.pass(800);
            assertThat(socket.peer.end()).as(message).startsWith("1008 ");
        }
        socket.single("").send("{'text':' ','unknown':1}");
        assertThat(socket.peer.takeShort()).isEmpty();
    }

    @Test
    void endsAfterInactivity() {
        socket.single("").send(INIT);
        socket.pass(19_999);
        socket.send("{'text':' '}");
        socket.pass(19_999);
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.pass(1);
        assertThat(socket.peer.takeShort()).containsExactly("input_timeout_exceeded");
        socket.pass(800);
        assertThat(socket.peer.end()).startsWith("1008 ");
        socket.single("&inactivity_timeout=180").send(INIT);
        socket.pass(179_999);
        assertThat(socket.peer.takeShort()).isEmpty();
    }

    @Test
    void reportsUnknownVoiceWithTheFirstText() {
        socket.open("/v1/text-to-speech/Unknown/stream-input", SocketFixture.KEY)
                .send(INIT);
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.send("{'text':'Hello. '}");
        assertThat(socket.peer.takeShort()).containsExactly("voice_id_does_not_exist");
    }

    @Test
    void stopsWhileTheClientDoesNotRead() {
        socket.single("").peer.writable = false;
        socket.send(INIT, "{'text':'One two three. ','flush':true}");
        assertThat(socket.peer.takeShort()).hasSizeLessThanOrEqualTo(1);
        socket.peer.writable = true;
        socket.connection().writable();
        socket.run();
        socket.send(END);
        assertThat(socket.peer.takeShort()).endsWith("isFinal");
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Object message, String field) {
        return (List<String>) JsonPath.at(message, field, "chars");
    }

    static String chars(Object message, String field) {
        return String.join("", list(message, field));
    }

    private static List<Long> starts(Object message) {
        return longs(message, "alignment", "charStartTimesMs");
    }

    private static long length(Object message, String field) {
        List<Long> starts = longs(message, field, "charStartTimesMs");
        List<Long> durations = longs(message, field, "charDurationsMs");
        for (int i = 0; i + 1 < starts.size(); i++) {
            assertThat(starts.get(i) + durations.get(i)).isEqualTo(starts.get(i + 1));
        }
        int last = starts.size() - 1;
        return starts.get(last) + durations.get(last);
    }

    private static List<Long> longs(Object message, String field, String name) {
        List<?> values = (List<?>) JsonPath.at(message, field, name);
        return values.stream().map(value -> ((Number) value).longValue()).toList();
    }
}
