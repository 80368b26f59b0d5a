package dev.parlando.audio.sink;

import java.util.Objects;

/**
 * An audio output device.
 *
 * @param name the name that identifies the device, also for {@link LineSink}; the second of two devices of one name gets
 *     the suffix {@code #2}
 * @param description the description from the driver
 * @param isDefault whether the device is used if none is chosen
 * @param formats the formats that the device claims to support; opening it may show otherwise
 */
public record AudioDevice(String name, String description, boolean isDefault, DeviceFormats formats) {
    public AudioDevice {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(formats, "formats");
    }
}
