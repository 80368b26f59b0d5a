package dev.parlando.audio.playback;

import dev.parlando.error.PlaybackException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Line;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;

/**
 * Lists the output devices that {@code javax.sound} offers and finds one by name.
 *
 * <p>Threading: safe from any thread. Cost: the first call in a JVM takes some 30 ms.
 */
public final class AudioDevices {
    private AudioDevices() {}

    /** Returns all output devices, in the order of the system; empty on a machine without sound. */
    public static List<AudioDevice> outputs() {
        return mixers().stream().map(AudioDevices::device).collect(Collectors.toUnmodifiableList());
    }

    /**
     * Finds a device by its exact name, or else by a part of the name that fits only one, in any case.
     *
     * @throws PlaybackException if none fits, or more than one, with the names there are
     */
    public static AudioDevice find(String name) {
        return match(outputs(), name);
    }

    static AudioDevice match(List<AudioDevice> devices, String name) {
        List<AudioDevice> exact = filter(devices, device -> device.name().equals(name));
        if (!exact.isEmpty()) {
            return exact.get(0);
        }
        String part = name.toLowerCase(Locale.ROOT);
        List<AudioDevice> partial =
                filter(devices, device -> device.name().toLowerCase(Locale.ROOT).contains(part));
        if (partial.size() == 1) {
            return partial.get(0);
        }
        String problem = partial.isEmpty() ? "no sound device is named" : "more than one sound device is named";
        throw new PlaybackException(
                problem + " '" + name + "'; there is: " + names(partial.isEmpty() ? devices : partial), null);
    }

    /** Returns the mixer of a device that {@link #outputs} listed. */
    static Mixer.Info mixer(AudioDevice device) {
        return mixers().stream()
                .filter(info -> info.getName().equals(device.name()))
                .findFirst()
                .orElseThrow(() -> new PlaybackException("sound device '" + device.name() + "' is gone", null));
    }

    /** Returns the names in one line, or why there are none. */
    static String names(List<AudioDevice> devices) {
        if (devices.isEmpty()) {
            return "none (a headless Java may lack libjsound, a container has no sound server);"
                    + " a WAV file needs no device";
        }
        return devices.stream().map(device -> "'" + device.name() + "'").collect(Collectors.joining(", "));
    }

    private static List<AudioDevice> filter(List<AudioDevice> devices, Predicate<AudioDevice> condition) {
        return devices.stream().filter(condition).collect(Collectors.toList());
    }

    private static AudioDevice device(Mixer.Info info) {
        return new AudioDevice(info.getName(), info.getDescription());
    }

    private static List<Mixer.Info> mixers() {
        try {
            return Arrays.stream(AudioSystem.getMixerInfo())
                    .filter(AudioDevices::playsSound)
                    .collect(Collectors.toList());
        } catch (LinkageError withoutNativeSound) {
            return List.of();
        }
    }

    private static boolean playsSound(Mixer.Info info) {
        return AudioSystem.getMixer(info).isLineSupported(new Line.Info(SourceDataLine.class));
    }
}
