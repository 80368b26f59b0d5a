package dev.parlando.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.fault.CollectingHandler;
import dev.parlando.fault.SpeechSourceContract;
import dev.parlando.internal.program.WavHeader;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests of speech by a program, with real processes. The program {@code cat} returns the text as audio. */
@DisabledOnOs(OS.WINDOWS)
class ProgramSpeechTest extends SpeechSourceContract {
    private static final SpeechRequest WAV =
            SpeechRequest.builder("Hello").outputFormat(OutputFormat.PCM_22050).build();

    private ProgramSpeech program = ProgramSpeech.raw(OutputFormat.PCM_24000, "cat");

    @AfterEach
    void close() {
        program.close();
    }

    @Override
    protected SpeechSource source() {
        return program;
    }

    private CollectingHandler speak(ProgramSpeech speech, SpeechRequest request) {
        program.close();
        program = speech;
        CollectingHandler handler = new CollectingHandler();
        speech.stream(request, handler);
        return handler;
    }

    private CollectingHandler speak(String script) {
        return speak(ProgramSpeech.raw(OutputFormat.PCM_24000, "sh", "-c", script), REQUEST);
    }

    private static byte[] wav(int rate, int channels) {
        return ByteBuffer.allocate(12 + 24 + 10 + 8 + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(-1)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * 2)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("LIST".getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .putShort((short) 7)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(-1)
                .putInt(0x04030201)
                .array();
    }

    @Test
    void passesTextOnStandardInput() {
        SpeechRequest request = REQUEST.toBuilder().text("Grüße; $(touch x)").build();
        CollectingHandler handler = speak(ProgramSpeech.raw(OutputFormat.PCM_24000, "cat"), request);
        assertThat(Objects.requireNonNull(handler.await().response()).protocol())
                .isEqualTo("program");
        assertThat(new String(handler.bytes(), StandardCharsets.UTF_8)).isEqualTo("Grüße; $(touch x)");
    }

    @Test
    void removesHeaderOfWavFileInAnySplit(@TempDir Path directory) throws Exception {
        byte[] file = wav(22_050, 1);
        Path path = Files.write(directory.resolve("speech.wav"), file);
        CollectingHandler handler = speak(ProgramSpeech.wav("cat", path.toString()), WAV);
        handler.await();
        assertThat(handler.bytes()).containsExactly(1, 2, 3, 4);
        for (int split = 0; split <= file.length; split++) {
            WavHeader header = new WavHeader(OutputFormat.PCM_22050);
            ByteBuffer samples = ByteBuffer.allocate(file.length);
            samples.put(header.accept(ByteBuffer.wrap(file, 0, split)));
            samples.put(header.accept(ByteBuffer.wrap(file, split, file.length - split)));
            assertThat(samples.flip()).as("split at %d", split).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        }
    }

    @Test
    void keepsHeaderIfWavIsRequested(@TempDir Path directory) throws Exception {
        Path path = Files.write(directory.resolve("speech.wav"), wav(22_050, 1));
        SpeechRequest request =
                WAV.toBuilder().outputFormat(OutputFormat.WAV_22050).build();
        CollectingHandler handler = speak(ProgramSpeech.wav("cat", path.toString()), request);
        handler.await();
        assertThat(handler.bytes()).isEqualTo(wav(22_050, 1));
    }

    @Test
    void rejectsAudioOfAnotherFormat(@TempDir Path directory) throws Exception {
        for (byte[] file :
                List.of(wav(16_000, 1), wav(22_050, 2), "not audio at all".getBytes(StandardCharsets.UTF_8))) {
            Path path = Files.write(directory.resolve("speech.wav"), file);
            CollectingHandler handler = speak(ProgramSpeech.wav("cat", path.toString()), WAV);
            assertThatThrownBy(handler::await).isInstanceOf(UnexpectedResponseException.class);
            assertThat(handler.bytes()).isEmpty();
        }
    }

    @Test
    void rejectsRequestForAnotherFormat() {
        assertThatThrownBy(() -> program.inputStream(WAV))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("pcm_24000");
        ProgramSpeech wav = ProgramSpeech.wav("cat");
        SpeechRequest mp3 =
                WAV.toBuilder().outputFormat(OutputFormat.MP3_44100_128).build();
        assertThatThrownBy(() -> wav.inputStream(mp3)).isInstanceOf(InvalidRequestException.class);
        wav.close();
    }

    @Test
    void reportsExitCodeWithLastWords() {
        assertThatThrownBy(speak("echo no such voice >&2; exit 3")::await)
                .isInstanceOf(TransportException.class)
                .hasMessage("the program ended with exit code 3: no such voice");
        CollectingHandler cut = speak("echo audio; exit 3");
        assertThatThrownBy(cut::await)
                .isInstanceOfSatisfying(TruncatedAudioException.class, error -> assertThat(error.bytesDelivered())
                        .isEqualTo(6));
    }

    @Test
    void reportsProgramThatIsMissingOrSilent() {
        CollectingHandler missing = speak(ProgramSpeech.raw(OutputFormat.PCM_24000, "/no/such/program"), REQUEST);
        assertThatThrownBy(missing::await)
                .isInstanceOfSatisfying(TransportException.class, error -> assertThat(error.progress())
                        .isEqualTo(RequestProgress.NOT_SENT));
        assertThatThrownBy(speak("true")::await).isInstanceOf(UnexpectedResponseException.class);
    }

    @Test
    void killsProgramThatStalls() {
        ProgramSpeech stalling = ProgramSpeech.raw(OutputFormat.PCM_24000, "sh", "-c", "echo audio; exec sleep 1000")
                .withSilence(Duration.ofMillis(300));
        assertThatThrownBy(speak(stalling, REQUEST)::await)
                .isInstanceOfSatisfying(ParlandoException.class, error -> assertThat(error.timeoutPhase())
                        .isEqualTo(TimeoutPhase.SILENCE));
    }

    @Test
    void killsProgramAndItsChildrenWhenCancelled(@TempDir Path directory) throws Exception {
        Path ids = directory.resolve("ids");
        program.close();
        program = ProgramSpeech.raw(
                OutputFormat.PCM_24000, "sh", "-c", "sleep 1000 & echo $$ $! > " + ids + "; echo audio; wait");
        CollectingHandler handler = new CollectingHandler();
        SpeechStream stream = program.stream(REQUEST, handler, CallOptions.DEFAULT);
        handler.firstChunk.get(30, TimeUnit.SECONDS);
        List<ProcessHandle> processes = Arrays.stream(
                        Files.readString(ids).strip().split(" "))
                .flatMap(id -> ProcessHandle.of(Long.parseLong(id)).stream())
                .toList();
        assertThat(processes).hasSize(2);
        stream.cancel();
        assertThat(handler.await().cancelled()).isTrue();
        for (ProcessHandle process : processes) {
            process.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void deliversWholeAudioAfterHold() throws Exception {
        CollectingHandler handler = new CollectingHandler();
        handler.holding = true;
        program.close();
        program = ProgramSpeech.raw(OutputFormat.PCM_24000, "sh", "-c", "head -c 3000000 /dev/zero");
        SpeechStream stream = program.stream(REQUEST, handler);
        handler.firstChunk.get(30, TimeUnit.SECONDS);
        handler.holding = false;
        stream.resume();
        assertThat(handler.await().bytes()).isEqualTo(3_000_000);
    }

    @Test
    void failsRunningStreamsWhenClosed() throws Exception {
        CollectingHandler handler = speak("echo audio; exec sleep 1000");
        handler.firstChunk.get(30, TimeUnit.SECONDS);
        program.close();
        assertThatThrownBy(handler::await).isInstanceOf(EngineClosedException.class);
        assertThatThrownBy(() -> program.stream(REQUEST, handler)).isInstanceOf(EngineClosedException.class);
    }
}
