package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.error.PlaybackException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WavFileSinkTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);

    @TempDir
    Path folder;

    private Path file;
    private WavFileSink sink;

    @BeforeEach
    void createSink() {
        file = folder.resolve("speech.wav");
        sink = new WavFileSink(file);
    }

    private void write(PcmFormat format, short[] samples) {
        sink.open(format);
        int audioFrames = samples.length / format.channels();
        assertThat(sink.write(samples, 0, 10)).isEqualTo(10);
        assertThat(sink.write(samples, 10, audioFrames - 10)).isEqualTo(audioFrames - 10);
    }

    private long filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void writesWavReadableByOtherPrograms(int channels) throws Exception {
        short[] ramp = TestAudio.ramp(60_000);
        write(new PcmFormat(22_050, channels), ramp);
        sink.complete();
        try (AudioInputStream sound =
                AudioSystem.getAudioInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            AudioFormat format = sound.getFormat();
            assertThat(format.getSampleRate()).isEqualTo(22_050);
            assertThat(format.getChannels()).isEqualTo(channels);
            assertThat(format.getSampleSizeInBits()).isEqualTo(16);
            assertThat(sound.getFrameLength()).isEqualTo(ramp.length / channels);
            assertThat(TestAudio.samples(sound.readAllBytes())).isEqualTo(ramp);
        }
        assertThat(filesInFolder()).isEqualTo(1);
    }

    @Test
    void createsFileOnlyOnCompletion() {
        write(MONO, TestAudio.ramp(100));
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("speech.wav.part")).exists();
        sink.complete();
        assertThat(file).hasSize(44 + 200);
        assertThat(sink.positionAudioFrames()).isEqualTo(100);
    }

    /** Samples in a file cannot be silenced, so they count as played. */
    @Test
    void countsWrittenSamplesAsPlayedDespiteDiscard() {
        write(MONO, TestAudio.ramp(100));
        sink.discard();
        assertThat(sink.positionAudioFrames()).isEqualTo(100);
        sink.write(TestAudio.ramp(1), 0, 1);
        sink.complete();
        assertThat(file).hasSize(44 + 202);
    }

    @Test
    void keepsExistingFileIfClosedBeforeCompletion() throws Exception {
        Files.writeString(file, "older");
        write(MONO, TestAudio.ramp(100));
        sink.close();
        sink.complete();
        assertThat(file).hasContent("older");
        assertThat(filesInFolder()).isEqualTo(1);
    }

    @Test
    void deletesPartFileIfClosedBeforeCompletion() throws Exception {
        write(MONO, TestAudio.ramp(100));
        sink.close();
        sink.close();
        assertThat(filesInFolder()).isZero();
    }

    @Test
    void replacesExistingFileOnCompletion() throws Exception {
        Files.writeString(file, "older");
        write(MONO, TestAudio.ramp(100));
        sink.complete();
        assertThat(file).hasSize(244);
    }

    @Test
    void continuesFileIfReopenedBeforeCompletion() throws Exception {
        write(MONO, TestAudio.ramp(5000));
        write(MONO, TestAudio.ramp(100));
        assertThat(sink.positionAudioFrames()).isEqualTo(100);
        sink.complete();
        assertContains(MONO, TestAudio.ramp(5000), TestAudio.ramp(100));
    }

    @Test
    void usesLastFormatBeforeFirstSample() throws Exception {
        sink.open(new PcmFormat(44_100, 2));
        write(MONO, TestAudio.ramp(100));
        sink.complete();
        assertContains(MONO, TestAudio.ramp(100));
    }

    private void assertContains(PcmFormat format, short[]... runs) throws Exception {
        try (AudioInputStream sound =
                AudioSystem.getAudioInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            assertThat(sound.getFormat().getSampleRate()).isEqualTo(format.sampleRateHz());
            assertThat(sound.getFormat().getChannels()).isEqualTo(format.channels());
            short[] samples = TestAudio.samples(sound.readAllBytes());
            assertThat(sound.getFrameLength()).isEqualTo(samples.length / format.channels());
            int start = 0;
            for (short[] run : runs) {
                assertThat(Arrays.copyOfRange(samples, start, start + run.length))
                        .isEqualTo(run);
                start += run.length;
            }
            assertThat(samples).hasSize(start);
        }
        assertThat(filesInFolder()).isEqualTo(1);
    }

    /** Other programs see the file while an utterance starts, with no moment at which it is missing. */
    @Test
    void keepsSamePartFileOnReopen() throws Exception {
        write(MONO, TestAudio.ramp(5000));
        Path part = folder.resolve("speech.wav.part");
        Path sameFile = Files.createLink(folder.resolve("link"), part);
        sink.open(MONO);
        assertThat(Files.isSameFile(part, sameFile)).isTrue();
    }

    @Test
    void appendsEachRunToFile() throws Exception {
        write(MONO, TestAudio.ramp(100));
        sink.complete();
        assertContains(MONO, TestAudio.ramp(100));
        write(MONO, TestAudio.ramp(300));
        assertThat(sink.positionAudioFrames()).isEqualTo(300);
        sink.complete();
        assertContains(MONO, TestAudio.ramp(100), TestAudio.ramp(300));
        write(MONO, TestAudio.ramp(20));
        sink.complete();
        sink.close();
        assertContains(MONO, TestAudio.ramp(100), TestAudio.ramp(300), TestAudio.ramp(20));
    }

    @Test
    void keepsFormatOfFirstRun() {
        write(MONO, TestAudio.ramp(100));
        sink.complete();
        assertThat(sink.open(new PcmFormat(44_100, 2))).isEqualTo(MONO);
    }

    /** The header excludes the samples of a run until it is complete. */
    @Test
    void keepsFileValidDuringRun() throws Exception {
        write(MONO, TestAudio.ramp(100));
        sink.complete();
        byte[] complete = Files.readAllBytes(file);
        write(MONO, TestAudio.ramp(300));
        assertThat(Files.readAllBytes(file)).startsWith(complete);
        assertThat(AudioSystem.getAudioFileFormat(file.toFile()).getFrameLength())
                .isEqualTo(100);
    }

    @Test
    void removesIncompleteRunOnClose() throws Exception {
        write(MONO, TestAudio.ramp(100));
        sink.complete();
        write(MONO, TestAudio.ramp(300));
        sink.close();
        assertContains(MONO, TestAudio.ramp(100));
        write(MONO, TestAudio.ramp(50));
        sink.complete();
        assertContains(MONO, TestAudio.ramp(100), TestAudio.ramp(50));
    }

    @Test
    void startsNewFileAfterMove() throws Exception {
        write(MONO, TestAudio.ramp(100));
        sink.complete();
        Files.delete(file);
        PcmFormat stereo = new PcmFormat(44_100, 2);
        write(stereo, TestAudio.ramp(300));
        sink.complete();
        assertContains(stereo, TestAudio.ramp(300));
    }

    @Test
    void rejectsFileChangedByAnotherProgram() throws Exception {
        write(MONO, TestAudio.ramp(100));
        sink.complete();
        Files.writeString(file, "changed");
        assertThatThrownBy(() -> sink.open(MONO))
                .isInstanceOf(PlaybackException.class)
                .hasMessageContaining(file + ": another program has changed it");
        assertThat(sink.positionAudioFrames()).isEqualTo(100);
        assertThat(file).hasContent("changed");
    }

    @Test
    void reportsMissingFolder() {
        Path missing = folder.resolve("none");
        WavFileSink lost = new WavFileSink(missing.resolve("speech.wav"));
        assertThatThrownBy(() -> lost.open(MONO))
                .isInstanceOf(PlaybackException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageNotContaining("speech.wav.part");
    }

    @Test
    void reportsFailedMoveAndLeavesNoPartFile() throws Exception {
        write(MONO, TestAudio.ramp(100));
        Files.createDirectories(file.resolve("in-the-way"));
        assertThatThrownBy(sink::complete).isInstanceOf(PlaybackException.class).hasMessageContaining(file.toString());
        assertThat(filesInFolder()).isEqualTo(1);
    }

    @Test
    void reportsFolderAtFilePath() throws Exception {
        Files.createDirectories(file);
        assertThatThrownBy(() -> sink.open(MONO))
                .isInstanceOf(PlaybackException.class)
                .hasMessageContaining(file + " is a folder");
    }

    @Test
    void hasUnlimitedBufferAndNameOfFile() {
        assertThat(sink.bufferAudioFrames()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sink.name()).isEqualTo(file.toString());
    }

    @Test
    void rejectsSamplesBeforeOpen() {
        assertThatThrownBy(() -> sink.write(new short[1], 0, 1)).isInstanceOf(IllegalStateException.class);
    }
}
