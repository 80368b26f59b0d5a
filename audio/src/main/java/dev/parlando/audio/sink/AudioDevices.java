package dev.parlando.audio.sink;

import dev.parlando.error.PlaybackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;

/**
 * The output devices that {@code javax.sound} offers, with look-up by name.
 *
 * <p>The default device is the first one that the system offers, unless the system property
 * {@code javax.sound.sampled.SourceDataLine} names another one after a {@code #}. On most systems the first device is
 * an alias of the device that is configured as the default.
 *
 * <p>Limit: a JDK reads its list of devices again only if their number has changed. If one device was replaced by
 * another, the list keeps the old name until a device is added or removed.
 *
 * <p>Threading: safe from any thread; a call blocks while a driver hangs. Cost: the first call in a JVM takes about 30
 * ms, and later calls a few. The capabilities of a device are queried once per JVM.
 */
public final class AudioDevices {
    private static final int SAMPLE_BITS = 16;
    private static final String ALTERNATIVE = ", or write a WAV file, which needs no device";

    private AudioDevices() {}

    /** Returns all output devices in the order of the system, or an empty list on a machine without audio. */
    public static List<AudioDevice> outputs() {
        List<Mixer.Info> mixers = outputMixers();
        String preferred = preferredName();
        Mixer.Info first = mixers.stream()
                .filter(info -> info.getName().equals(preferred))
                .findFirst()
                .orElse(mixers.isEmpty() ? null : mixers.get(0));
        List<String> names = uniqueNames(mixers);
        return IntStream.range(0, mixers.size())
                .mapToObj(i -> device(mixers.get(i), names.get(i), mixers.get(i).equals(first)))
                .collect(Collectors.toUnmodifiableList());
    }

    /**
     * Returns the device with the given name, or else the only device whose name contains it, ignoring case.
     *
     * @throws PlaybackException if no device or more than one matches; the message lists the available names
     */
    public static AudioDevice find(String name) {
        return match(outputs(), Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns the device that is used if none is chosen.
     *
     * @throws PlaybackException if there is none; the message states the likely reason and the remedy
     */
    public static AudioDevice defaultOutput() {
        return defaultOf(outputs());
    }

    static AudioDevice defaultOf(List<AudioDevice> outputs) {
        return outputs.stream()
                .filter(AudioDevice::isDefault)
                .findFirst()
                .orElseThrow(() -> new PlaybackException(noDeviceMessage(), null));
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

    /** Returns the {@code javax.sound} mixer of a device from {@link #outputs}. */
    static Mixer.Info mixer(AudioDevice device) {
        return mixer(outputMixers(), device.name());
    }

    static Mixer.Info mixer(List<Mixer.Info> mixers, String uniqueName) {
        int index = uniqueNames(mixers).indexOf(uniqueName);
        if (index < 0) {
            throw new PlaybackException("sound device '" + uniqueName + "' is gone", null);
        }
        return mixers.get(index);
    }

    /** Returns the names of the mixers. Further mixers of one name, such as two equal headsets, get a number. */
    static List<String> uniqueNames(List<Mixer.Info> mixers) {
        List<String> names = new ArrayList<>();
        for (Mixer.Info mixer : mixers) {
            String name = mixer.getName();
            for (int number = 2; names.contains(name); number++) {
                name = mixer.getName() + " #" + number;
            }
            names.add(name);
        }
        return names;
    }

    /** Returns the names in one line, or the reason why there are none. */
    private static String names(List<AudioDevice> devices) {
        if (devices.isEmpty()) {
            return noDeviceMessage();
        }
        return "there is: "
                + devices.stream().map(device -> "'" + device.name() + "'").collect(Collectors.joining(", "));
    }

    private static List<AudioDevice> filter(List<AudioDevice> devices, Predicate<AudioDevice> condition) {
        return devices.stream().filter(condition).collect(Collectors.toList());
    }

    /** Returns the name in {@code provider#name}, or an empty string if the property is not set. */
    private static String preferredName() {
        String property = System.getProperty(SourceDataLine.class.getName(), "");
        return property.substring(property.indexOf('#') + 1);
    }

    private static AudioDevice device(Mixer.Info info, String name, boolean isDefault) {
        return new AudioDevice(name, info.getDescription(), isDefault, formats(AudioSystem.getMixer(info)));
    }

    private static DeviceFormats formats(Mixer mixer) {
        return formats(Arrays.stream(mixer.getSourceLineInfo(new Line.Info(SourceDataLine.class)))
                .filter(DataLine.Info.class::isInstance)
                .flatMap(info -> Stream.of(((DataLine.Info) info).getFormats())));
    }

    /** Returns the rates and channel counts of 16-bit formats. Unspecified values stand for any value. */
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

    /** Returns the mixers of all kinds, for playback, recording and control. */
    private static List<Mixer.Info> mixers() {
        try {
            return List.of(AudioSystem.getMixerInfo());
        } catch (LinkageError withoutNativeSound) {
            return List.of();
        }
    }

    /** Returns in one line why this machine has no output device, with a remedy. */
    private static String noDeviceMessage() {
        List<String> mixers = mixers().stream().map(Mixer.Info::getName).collect(Collectors.toList());
        return noDeviceMessage(Path.of(System.getProperty("java.home")), mixers);
    }

    static String noDeviceMessage(Path javaHome, List<String> mixers) {
        String library = System.mapLibraryName("jsound");
        if (!Files.exists(javaHome.resolve("lib").resolve(library))
                && !Files.exists(javaHome.resolve("bin").resolve(library))) {
            return "this Java has no sound (" + library + " is missing): install one that is not headless"
                    + ALTERNATIVE;
        }
        if (mixers.isEmpty()) {
            return "the system offers no sound device: start its sound server, give a container access to one, or let this"
                    + " user use sound" + ALTERNATIVE;
        }
        return "no sound device has an output, only " + String.join(", ", mixers) + ": plug one in or enable it"
                + ALTERNATIVE;
    }
}
