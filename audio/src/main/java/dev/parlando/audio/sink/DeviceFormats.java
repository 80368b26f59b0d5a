package dev.parlando.audio.sink;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The formats that a device claims to support for 16-bit samples. Drivers with built-in conversion often claim any
 * format.
 *
 * @param sampleRatesHz the sample rates in ascending order; empty if the device claims any rate
 * @param channels the channel counts in ascending order; empty if the device claims any count
 */
public record DeviceFormats(List<Integer> sampleRatesHz, List<Integer> channels) {
    /** The formats of a device whose driver sets no bounds. */
    public static final DeviceFormats ANY = new DeviceFormats(List.of(), List.of());

    /** Copies the lists. */
    public DeviceFormats {
        sampleRatesHz = List.copyOf(sampleRatesHz);
        channels = List.copyOf(channels);
    }

    /** Returns a short description, such as {@code any rate; 1-2 channels}. */
    @Override
    public String toString() {
        String rates = sampleRatesHz.isEmpty()
                ? "any rate"
                : sampleRatesHz.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " Hz";
        return rates + "; " + (channels.isEmpty() ? "any channels" : ranges() + " channels");
    }

    private String ranges() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < channels.size(); i++) {
            boolean begins = i == 0 || channels.get(i) != channels.get(i - 1) + 1;
            boolean ends = i == channels.size() - 1 || channels.get(i + 1) != channels.get(i) + 1;
            if (begins) {
                text.append(i == 0 ? "" : ", ").append(channels.get(i));
            } else if (ends) {
                text.append('-').append(channels.get(i));
            }
        }
        return text.toString();
    }
}
