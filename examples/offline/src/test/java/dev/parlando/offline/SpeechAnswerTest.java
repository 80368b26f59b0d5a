package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.load.AnswerFault;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers and values of scripted answers, received by the client of the JDK. */
@Timeout(60)
class SpeechAnswerTest {
    private static final Duration NEGATIVE = Duration.ofMillis(-1);
    private static final SpeechAnswer TONE = SpeechAnswer.tone(Duration.ofMillis(100));

    private final OfflineVoiceServer server = OfflineVoiceServer.builder().start();

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<byte[]> speak(Version version, SpeechAnswer answer) throws Exception {
        server.answer(answer);
        return new OfflineClient(server, version).speak("/stream?output_format=pcm_16000", "{\"text\":\"Hello.\"}");
    }

    @ParameterizedTest
    @EnumSource
    void headersReplaceThoseOfTheService(Version version) throws Exception {
        HttpResponse<byte[]> response = speak(
                version,
                TONE.header("Request-Id", "first")
                        .header("request-id", "second")
                        .contentType("audio/x-test"));

        assertThat(response.headers().allValues("request-id")).containsExactly("second");
        assertThat(response.headers().allValues("content-type")).containsExactly("audio/x-test");
        assertThat(response.headers().firstValue("character-cost")).isPresent();
        assertThat(response.body()).hasSize(3_200);
    }

    @Test
    void lastHeaderOfANameIsSentWhateverItsCase() throws Exception {
        for (String name : new String[] {"Content-Type", "CONTENT-TYPE", "content-Type"}) {
            SpeechAnswer page = SpeechAnswer.body(200, "text/html", "").header(name, "audio/pcm");
            assertThat(page.plan().headers()).containsOnlyKeys("content-type");
            assertThat(speak(Version.HTTP_1_1, page).headers().allValues("content-type"))
                    .as(name)
                    .containsExactly("audio/pcm");
        }
    }

    @ParameterizedTest
    @MethodSource
    void arraysAreCopied(Function<byte[], SpeechAnswer> answer) throws Exception {
        byte[] bytes = {1, 2, 3, 4};
        SpeechAnswer scripted = answer.apply(bytes);
        Arrays.fill(bytes, (byte) 0);

        assertThat(speak(Version.HTTP_1_1, scripted).body()).containsExactly(1, 2, 3, 4);
    }

    static Stream<Function<byte[], SpeechAnswer>> arraysAreCopied() {
        return Stream.of(SpeechAnswer::audio, bytes -> SpeechAnswer.body(200, "audio/pcm", bytes));
    }

    @Test
    void samplesAreCopied() throws Exception {
        short[] samples = {0x0201};
        SpeechAnswer scripted = SpeechAnswer.samples(samples, 16_000);
        samples[0] = 0;

        assertThat(speak(Version.HTTP_1_1, scripted).body()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @MethodSource
    void invalidValueIsNamed(String name, ThrowingCallable creation) {
        assertThatThrownBy(creation).isInstanceOf(InvalidRequestException.class).hasMessageContaining(name);
    }

    static Stream<Arguments> invalidValueIsNamed() {
        return Stream.of(
                invalid("length", () -> SpeechAnswer.tone(NEGATIVE)),
                invalid("length", () -> SpeechAnswer.silence(NEGATIVE)),
                invalid("rate_hz", () -> SpeechAnswer.samples(new short[1], 0)),
                invalid("status", () -> SpeechAnswer.body(199, "text/plain", "")),
                invalid("status", () -> SpeechAnswer.body(600, "text/plain", "")),
                invalid("delay", () -> TONE.delayHeaders(NEGATIVE)),
                invalid("delay", () -> TONE.delayFirstByte(NEGATIVE)),
                invalid("delay", () -> TONE.chunks(1, NEGATIVE)),
                invalid("bytes", () -> TONE.chunks(0, Duration.ZERO)),
                invalid("bytes", () -> TONE.failingAfter(-1, AnswerFault.CUT)));
    }

    private static Arguments invalid(String name, ThrowingCallable creation) {
        return Arguments.of(name, creation);
    }

    @Test
    void fileWithoutPcmIsRejected(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("text.wav"), "not audio");
        assertThatThrownBy(() -> SpeechAnswer.wav(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("text.wav");
    }
}
