package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.error.DecodeException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpeechAudioTest {
    private static final OutputFormat PCM = OutputFormat.PCM_24000;

    private final FakeSpeechSource speech = new FakeSpeechSource();

    @AfterEach
    void close() {
        speech.close();
    }

    private CompletableFuture<AudioInputStream> open(OutputFormat format) {
        SpeechRequest request = SpeechRequest.builder("a").outputFormat(format).build();
        return CompletableFuture.supplyAsync(() -> {
            try {
                return SpeechAudio.open(speech, request);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static AudioInputStream opened(CompletableFuture<AudioInputStream> opening) throws Exception {
        return opening.get(30, TimeUnit.SECONDS);
    }

    @Test
    void returnsEverySampleInFormatOfSpeech() throws Exception {
        short[] ramp = TestAudio.ramp(50_000);
        CompletableFuture<AudioInputStream> opening = open(PCM);
        byte[] bytes = TestAudio.bytes(ramp);
        FakeSpeechStream stream = speech.next();
        stream.send(Arrays.copyOf(bytes, 777));
        try (AudioInputStream audio = opened(opening)) {
            stream.send(Arrays.copyOfRange(bytes, 777, bytes.length)).end();

            assertThat(audio.getFormat().matches(new AudioFormat(24_000, 16, 1, true, false)))
                    .isTrue();
            assertThat(audio.getFrameLength()).isEqualTo(AudioSystem.NOT_SPECIFIED);
            assertThat(TestAudio.samples(audio.readAllBytes())).isEqualTo(ramp);
            assertThat(audio.read(new byte[2])).isEqualTo(-1);
        }
    }

    @Test
    void holdsStreamForSlowReaderWithoutLoss() throws Exception {
        short[] ramp = TestAudio.ramp(200_000);
        CompletableFuture<AudioInputStream> opening = open(PCM);
        FakeSpeechStream stream = speech.next().send(ramp).end();
        try (AudioInputStream audio = opened(opening)) {
            stream.awaitHold();
            assertThat(TestAudio.samples(audio.readAllBytes())).isEqualTo(ramp);
            assertThat(stream.resumptions()).isPositive();
        }
    }

    @Test
    void reportsStreamFailureAsCauseAfterReceivedAudio() throws Exception {
        CompletableFuture<AudioInputStream> opening = open(PCM);
        PlaybackException error = new PlaybackException("lost", null);
        speech.next().send(TestAudio.ramp(100)).fail(error);
        try (AudioInputStream audio = opened(opening)) {
            assertThat(audio.readNBytes(200)).hasSize(200);
            assertThatThrownBy(audio::read).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> audio.read(new byte[2]))
                    .isInstanceOf(IOException.class)
                    .hasCause(error);
        }
    }

    @Test
    void failsToOpenStreamWithoutAudio() throws Exception {
        CompletableFuture<AudioInputStream> opening = open(OutputFormat.MP3_44100_128);
        speech.next().send(new byte[5000]).end();

        assertThatThrownBy(() -> opened(opening))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void cancelsStreamOfOtherFormatByItsFirstBytes() throws Exception {
        CompletableFuture<AudioInputStream> opening = open(PCM);
        FakeSpeechStream stream = speech.next().send("RIFF....WAVEfmt ".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> opened(opening))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("the stream is a WAV file instead of pcm_24000");
        assertThat(stream.isCancelled()).isTrue();
    }

    @Test
    void rejectsUndecodableFormatBeforeRequest() {
        SpeechRequest request = SpeechRequest.builder("a")
                .outputFormat(OutputFormat.parse("flac_44100"))
                .build();

        assertThatThrownBy(() -> SpeechAudio.open(speech, request)).isInstanceOf(InvalidRequestException.class);
        assertThat(speech.requests()).isZero();
    }

    @Test
    void cancelsStreamOnClose() throws Exception {
        CompletableFuture<AudioInputStream> opening = open(PCM);
        FakeSpeechStream stream = speech.next().send(TestAudio.ramp(100));
        AudioInputStream audio = opened(opening);

        audio.close();

        assertThat(stream.isCancelled()).isTrue();
        assertThatThrownBy(() -> audio.readNBytes(400)).isInstanceOf(IOException.class);
    }

    @Test
    void writesWavFileWithLengthAndRejectsOutputStream(@TempDir Path folder) throws Exception {
        short[] ramp = TestAudio.ramp(5000);
        CompletableFuture<AudioInputStream> opening = open(PCM);
        speech.next().send(ramp).end();
        Path file = folder.resolve("speech.wav");
        try (AudioInputStream audio = opened(opening)) {
            assertThatThrownBy(() -> AudioSystem.write(audio, AudioFileFormat.Type.WAVE, new ByteArrayOutputStream()))
                    .isInstanceOf(IOException.class);
            AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
        }
        try (AudioInputStream stored = AudioSystem.getAudioInputStream(file.toFile())) {
            assertThat(stored.getFrameLength()).isEqualTo(ramp.length);
            assertThat(TestAudio.samples(stored.readAllBytes())).isEqualTo(ramp);
        }
    }
}
