package dev.parlando.audio.sink;

import dev.parlando.error.PlaybackException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;

/**
 * Lists the output devices that {@code javax.sound} offers and finds one by name.
 *
 * <p>The default device is the first that the system offers, or the one that the system property
 * {@code javax.sound.sampled.SourceDataLine} names after a {@code #}. On most systems the first one stands for whichever
 * device is set as the default there.
 *
 * <p>Threading: safe from any thread, which waits if a driver hangs. Cost: the first call in a JVM takes some 30 ms, later
 * ones a few. What a device can do is asked once in a JVM.
 */
public final class AudioDevices {
    private static final int SAMPLE_BITS = 16;

    private AudioDevices() {}

    /** Returns all output devices, in the order of the system; empty on a machine without sound. */
    public static List<AudioDevice> outputs() {
        List<Mixer.Info> mixers = outputMixers();
        String preferred = preferredName();
        Mixer.Info first = mixers.stream()
                .filter(info -> info.getName().equals(preferred))
                .findFirst()
                .orElse(mixers.isEmpty() ? null : mixers.get(0));
        return mixers.stream().map(info -> device(info, info.equals(first))).collect(Collectors.toUnmodifiableList());
    }

    /**
     * Finds a device by its exact name, or else by a part of the name that fits only one, in any case.
     *
     * @throws PlaybackException if none fits, or more than one, with the names there are
     */
    public static AudioDevice find(String name) {
        return match(outputs(), name);
    }

    /**
     * Returns the device that plays if none is chosen.
     *
     * @throws PlaybackException if there is none, with the likely reason and what to do
     */
    public static AudioDevice defaultOutput() {
        return defaultOf(outputs());
    }

    static AudioDevice defaultOf(List<AudioDevice> outputs) {
        return outputs.stream()
                .filter(AudioDevice::isDefault)
                .findFirst()
                .orElseThrow(() -> new PlaybackException(NoDeviceMessage.forThisSystem(), null));
    }

    static AudioDevice match(List<AudioDevice> devices, String name) {
        List<AudioDevice> exact = filter(devices, device -> device.name().equals(name));
        if (!exact.isEmpty()) {
            return exact.get(0);
        }
        String fragment = name.toLowerCase(Locale.ROOT);
        List<AudioDevice> partial =
                filter(devices, device -> device.name().toLowerCase(Locale.ROOT).contains(fragment));
        if (partial.size() == 1) {
            return partial.get(0);
        }
        String problem = partial.isEmpty() ? "no sound device is named" : "more than one sound device is named";
        throw new PlaybackException(problem + " '" + name + "'; " + names(partial.isEmpty() ? devices : partial), null);
    }

    /** Returns the mixer of a device that {@link #outputs} listed. */
    static Mixer.Info mixer(AudioDevice device) {
        return outputMixers().stream()
                .filter(info -> info.getName().equals(device.name()))
                .findFirst()
                .orElseThrow(() -> new PlaybackException("sound device '" + device.name() + "' is gone", null));
    }

    /** Returns the names in one line, or why there are none. */
    private static String names(List<AudioDevice> devices) {
        if (devices.isEmpty()) {
            return NoDeviceMessage.forThisSystem();
        }
        return "there is: "
                + devices.stream().map(device -> "'" + device.name() + "'").collect(Collectors.joining(", "));
    }

    private static List<AudioDevice> filter(List<AudioDevice> devices, Predicate<AudioDevice> condition) {
        return devices.stream().filter(condition).collect(Collectors.toList());
    }

    /** Reads the name out of {@code provider#name}; empty if none is set. */
    private static String preferredName() {
        String property = System.getProperty(SourceDataLine.class.getName(), "");
        return property.substring(property.indexOf('#') + 1);
    }

    private static AudioDevice device(Mixer.Info info, boolean isDefault) {
        return new AudioDevice(info.getName(), info.getDescription(), isDefault, formats(AudioSystem.getMixer(info)));
    }

    private static DeviceFormats formats(Mixer mixer) {
        return formats(Arrays.stream(mixer.getSourceLineInfo(new Line.Info(SourceDataLine.class)))
                .filter(DataLine.Info.class::isInstance)
                .flatMap(info -> Stream.of(((DataLine.Info) info).getFormats())));
    }

    /** Leaves out what is not in 16-bit samples, and takes what is not specified for anything. */
    static DeviceFormats formats(Stream<AudioFormat> formats) {
        SortedSet<Integer> ratesHz = new TreeSet<>();
        SortedSet<Integer> channels = new TreeSet<>();
        formats.filter(format -> format.getSampleSizeInBits() == SAMPLE_BITS
                        && format.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED))
                .forEach(format -> {
                    ratesHz.add((int) format.getSampleRate());
                    channels.add(format.getChannels());
                });
        return new DeviceFormats(toRange(ratesHz), toRange(channels));
    }

    private static List<Integer> toRange(SortedSet<Integer> values) {
        return values.contains(AudioSystem.NOT_SPECIFIED) ? List.of() : new ArrayList<>(values);
    }

    private static List<Mixer.Info> outputMixers() {
        return mixers().stream()
                .filter(info -> AudioSystem.getMixer(info).isLineSupported(new Line.Info(SourceDataLine.class)))
                .collect(Collectors.toList());
    }

    /** Returns what there is for playing, recording or control. */
    static List<Mixer.Info> mixers() {
        try {
            return List.of(AudioSystem.getMixerInfo());
        } catch (LinkageError withoutNativeSound) {
            return List.of();
        }
    }
}
