package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The devices to try when a line is opened. */
enum DeviceSelection {
    /** The device with the given name. */
    NAMED,
    /** The default device. */
    DEFAULT,
    /** Any device except the default. */
    OTHER;

    /**
     * Returns the choices in the order in which to try them. A device chosen by name is replaced only if it was lost.
     */
    static List<DeviceSelection> fallbackOrder(@Nullable String name, boolean lost) {
        if (name == null) {
            return List.of(DEFAULT, OTHER);
        }
        return lost ? List.of(NAMED, DEFAULT) : List.of(NAMED);
    }

    /**
     * Opens a line on the first of these devices that can be used.
     *
     * @throws PlaybackException if none can be used; it reports the problem of the first device
     */
    OpenLine open(SoundSystem lines, @Nullable String name, PcmFormat wanted, int bufferMillis) {
        PlaybackException problem = null;
        for (AudioDevice device : devices(lines.outputs(), name)) {
            try {
                return FormatNegotiation.open(
                        lines, device, wanted, bufferMillis, () -> isPreferredDevice(lines, name, device));
            } catch (PlaybackException e) {
                problem = problem == null ? e : problem;
            }
        }
        throw problem == null ? new PlaybackException("there is no other sound device", null) : problem;
    }

    private List<AudioDevice> devices(List<AudioDevice> outputs, @Nullable String name) {
        return switch (this) {
            case NAMED -> List.of(AudioDevices.match(outputs, Objects.requireNonNull(name)));
            case DEFAULT -> List.of(AudioDevices.defaultOf(outputs));
            case OTHER -> outputs.stream().filter(device -> !device.isDefault()).collect(Collectors.toList());
        };
    }

    /** Returns whether the device would be chosen again if it were opened now. */
    private static boolean isPreferredDevice(SoundSystem lines, @Nullable String name, AudioDevice device) {
        try {
            List<AudioDevice> outputs = lines.outputs();
            AudioDevice first = name == null ? AudioDevices.defaultOf(outputs) : AudioDevices.match(outputs, name);
            return first.name().equals(device.name());
        } catch (PlaybackException none) {
            return false;
        }
    }
}
