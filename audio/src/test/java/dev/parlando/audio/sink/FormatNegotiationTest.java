package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatNegotiationTest {
    private static final PcmFormat WANTED = new PcmFormat(24_000, 1);

    private final FakeSoundSystem system = new FakeSoundSystem("A");
    private final LineSink sink = new LineSink(null, 100, system, system.time, system::thread);

    @Test
    void opensStereoAtSameRateOnStereoOnlyDevice() {
        system.supported = format -> format.getChannels() == 2;
        assertThat(sink.open(WANTED)).isEqualTo(new PcmFormat(24_000, 2));
        assertThat(sink.bufferAudioFrames()).isEqualTo(2400);
        assertThat(sink.write(new short[] {1, 2, 3, 4}, 0, 2)).isEqualTo(2);
        assertThat(system.line().bytes).hasSize(8);
    }

    @Test
    void opensMonoAtSameRateOnMonoOnlyDevice() {
        system.supported = format -> format.getChannels() == 1;
        assertThat(sink.open(new PcmFormat(24_000, 2))).isEqualTo(WANTED);
    }

    @Test
    void triesUsualRatesBeforeRatesOfDevice() {
        DeviceFormats said = new DeviceFormats(List.of(0, 11_025, 32_000, 768_000), List.of(0, 2, 6));
        assertThat(FormatNegotiation.candidates(WANTED, said))
                .containsExactly(
                        WANTED,
                        new PcmFormat(24_000, 2),
                        new PcmFormat(48_000, 1),
                        new PcmFormat(48_000, 2),
                        new PcmFormat(44_100, 1),
                        new PcmFormat(44_100, 2),
                        new PcmFormat(11_025, 2),
                        new PcmFormat(32_000, 2));
    }

    @Test
    void opensFormatReportedOnlyByDevice() {
        DeviceFormats said = new DeviceFormats(List.of(32_000), List.of(2));
        system.devices.set(0, new AudioDevice("A", "", true, said));
        system.supported = format -> format.getSampleRate() == 32_000;
        assertThat(sink.open(WANTED)).isEqualTo(new PcmFormat(32_000, 2));
    }

    @Test
    void reusesLineForNextRunOfSameFormat() {
        system.supported = format -> format.getSampleRate() == 48_000;
        assertThat(sink.open(WANTED)).isEqualTo(new PcmFormat(48_000, 1));
        assertThat(sink.open(WANTED)).isEqualTo(new PcmFormat(48_000, 1));
        assertThat(system.lines).hasSize(1);
    }

    @Test
    void reportsDeviceAndFormatIfAllFormatsFail() {
        system.supported = format -> false;
        assertThatThrownBy(() -> sink.open(WANTED))
                .isInstanceOfSatisfying(PlaybackException.class, failure -> assertThat(failure.retryable())
                        .isFalse())
                .hasMessageContaining("'A' cannot play 24000 Hz with 1 channel(s), nor any of 5 other formats")
                .cause()
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reportsBusyDevice() {
        system.busy.add("A");
        assertThatThrownBy(() -> sink.open(WANTED)).hasMessageContaining("'A' is busy or gone: wanted 24000 Hz");
    }

    @Test
    void fallsBackToOtherDeviceIfDefaultIsBusy() {
        system.devices.add(new AudioDevice("B", "", false, DeviceFormats.ANY));
        system.busy.add("A");
        assertThat(sink.open(WANTED)).isEqualTo(WANTED);
        assertThat(sink.name()).isEqualTo("sound device 'B'");
    }

    @Test
    void reportsUnknownDeviceNameWithAvailableNames() {
        LineSink named = new LineSink("radio", 100, system, system.time, system::thread);
        assertThatThrownBy(() -> named.open(WANTED))
                .isInstanceOf(PlaybackException.class)
                .hasMessage("no sound device is named 'radio'; there is: 'A'");
    }

    @Test
    void suggestsWavFileWithoutSoundDevices() {
        system.devices.clear();
        assertThatThrownBy(() -> sink.open(WANTED)).hasMessageContaining("WAV");
    }
}
