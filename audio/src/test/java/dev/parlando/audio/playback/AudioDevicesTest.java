package dev.parlando.audio.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.PlaybackException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudioDevicesTest {
    private static final AudioDevice HEADSET = new AudioDevice("Headset", "USB", true, DeviceFormats.ANY);
    private static final AudioDevice HEADSET_PRO =
            new AudioDevice("Headset Pro", "Bluetooth", false, DeviceFormats.ANY);
    private static final AudioDevice SPEAKERS = new AudioDevice("Speakers [hw:0]", "PCI", false, DeviceFormats.ANY);
    private static final List<AudioDevice> DEVICES = List.of(HEADSET_PRO, HEADSET, SPEAKERS);

    @Test
    void theExactNameWinsOverLongerOnes() {
        assertThat(AudioDevices.match(DEVICES, "Headset")).isEqualTo(HEADSET);
    }

    @Test
    void aPartThatFitsOneDeviceFindsItInAnyCase() {
        assertThat(AudioDevices.match(DEVICES, "HW:0")).isEqualTo(SPEAKERS);
        assertThat(AudioDevices.match(DEVICES, "pro")).isEqualTo(HEADSET_PRO);
    }

    @Test
    void aPartThatFitsSeveralListsThose() {
        assertThatThrownBy(() -> AudioDevices.match(DEVICES, "headset"))
                .isInstanceOf(PlaybackException.class)
                .hasMessage("more than one sound device is named 'headset'; there is: 'Headset Pro', 'Headset'");
    }

    @Test
    void anUnknownNameListsAllThereAre() {
        assertThatThrownBy(() -> AudioDevices.match(DEVICES, "radio"))
                .hasMessage("no sound device is named 'radio'; there is: 'Headset Pro', 'Headset', 'Speakers [hw:0]'");
    }

    @Test
    void aMachineWithoutSoundSaysWhyThatMayBe() {
        assertThatThrownBy(() -> AudioDevices.match(List.of(), "radio"))
                .hasMessageContaining("libjsound")
                .hasMessageContaining("WAV");
    }

    @Test
    void everyDeviceOfThisMachineIsFoundByItsName() {
        for (AudioDevice device : AudioDevices.outputs()) {
            assertThat(AudioDevices.find(device.name()).name()).isEqualTo(device.name());
        }
    }
}
