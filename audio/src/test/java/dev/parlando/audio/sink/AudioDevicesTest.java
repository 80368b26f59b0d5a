package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.PlaybackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Mixer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioDevicesTest {
    private static final AudioDevice HEADSET = new AudioDevice("Headset", "USB", true, DeviceFormats.ANY);
    private static final AudioDevice HEADSET_PRO =
            new AudioDevice("Headset Pro", "Bluetooth", false, DeviceFormats.ANY);
    private static final AudioDevice SPEAKERS = new AudioDevice("Speakers [hw:0]", "PCI", false, DeviceFormats.ANY);
    private static final List<AudioDevice> DEVICES = List.of(HEADSET_PRO, HEADSET, SPEAKERS);

    @Test
    void prefersExactNameOverLongerNames() {
        assertThat(AudioDevices.match(DEVICES, "Headset")).isEqualTo(HEADSET);
    }

    @Test
    void matchesUniquePartOfNameIgnoringCase() {
        assertThat(AudioDevices.match(DEVICES, "HW:0")).isEqualTo(SPEAKERS);
        assertThat(AudioDevices.match(DEVICES, "pro")).isEqualTo(HEADSET_PRO);
    }

    @Test
    void listsMatchingDevicesOnAmbiguousName() {
        assertThatThrownBy(() -> AudioDevices.match(DEVICES, "headset"))
                .isInstanceOf(PlaybackException.class)
                .hasMessage("more than one sound device is named 'headset'; there is: 'Headset Pro', 'Headset'");
    }

    @Test
    void listsAllDevicesOnUnknownName() {
        assertThatThrownBy(() -> AudioDevices.match(DEVICES, "radio"))
                .hasMessage("no sound device is named 'radio'; there is: 'Headset Pro', 'Headset', 'Speakers [hw:0]'");
    }

    @Test
    void suggestsWavFileWithoutSoundDevices() {
        assertThatThrownBy(() -> AudioDevices.match(List.of(), "radio")).hasMessageContaining("WAV");
    }

    @Test
    void returnsDeviceMarkedAsDefault() {
        assertThat(AudioDevices.defaultOf(DEVICES)).isEqualTo(HEADSET);
        assertThatThrownBy(() -> AudioDevices.defaultOf(List.of())).isInstanceOf(PlaybackException.class);
    }

    @Test
    void summarizesFormatsOfDriver() {
        assertThat(AudioDevices.formats(Stream.of(format(48_000, 2), format(8000, 1), format(48_000, 6))))
                .isEqualTo(new DeviceFormats(List.of(8000, 48_000), List.of(1, 2, 6)))
                .hasToString("8000, 48000 Hz; 1-2, 6 channels");
        assertThat(AudioDevices.formats(Stream.of(format(AudioSystem.NOT_SPECIFIED, 1), format(8000, 2))))
                .hasToString("any rate; 1-2 channels");
        assertThat(DeviceFormats.ANY).hasToString("any rate; any channels");
    }

    @Test
    void ignoresFormatsOfOtherSampleSizes() {
        AudioFormat bytes = new AudioFormat(8000, 8, 1, true, false);
        assertThat(AudioDevices.formats(Stream.of(bytes, format(44_100, 2))).sampleRatesHz())
                .containsExactly(44_100);
    }

    private static AudioFormat format(int rateHz, int channels) {
        return new AudioFormat(rateHz, 16, channels, true, false);
    }

    @Test
    void describesMissingSoundInOneLine(@TempDir Path javaHome) throws IOException {
        assertThat(AudioDevices.noDeviceMessage(javaHome, List.of()))
                .contains("jsound", "headless", "WAV")
                .doesNotContain("\n");
        Path lib = Files.createDirectory(javaHome.resolve("lib"));
        Files.createFile(lib.resolve(System.mapLibraryName("jsound")));
        assertThat(AudioDevices.noDeviceMessage(javaHome, List.of())).contains("no sound device", "sound server");
        assertThat(AudioDevices.noDeviceMessage(javaHome, List.of("Port HDMI"))).contains("has an output", "Port HDMI");
    }

    /** A mixer of which only the name matters. */
    private static final class FakeMixer extends Mixer.Info {
        FakeMixer(String name) {
            super(name, "vendor", "", "1");
        }
    }

    @Test
    void distinguishesDevicesOfOneName() {
        List<Mixer.Info> mixers =
                List.of(new FakeMixer("Headset"), new FakeMixer("Headset #2"), new FakeMixer("Headset"));
        assertThat(AudioDevices.uniqueNames(mixers)).containsExactly("Headset", "Headset #2", "Headset #3");
        assertThat(AudioDevices.mixer(mixers, "Headset")).isSameAs(mixers.get(0));
        assertThat(AudioDevices.mixer(mixers, "Headset #3")).isSameAs(mixers.get(2));
        assertThatThrownBy(() -> AudioDevices.mixer(mixers, "Headset #4")).hasMessageContaining("is gone");
    }

    @Test
    void findsEveryDeviceByName() {
        for (AudioDevice device : AudioDevices.outputs()) {
            assertThat(AudioDevices.find(device.name()).name()).isEqualTo(device.name());
        }
    }
}
