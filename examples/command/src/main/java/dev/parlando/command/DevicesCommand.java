package dev.parlando.command;

import dev.parlando.audio.sink.AudioDevice;
import dev.parlando.audio.sink.AudioDevices;
import dev.parlando.command.console.FailureReporter;
import dev.parlando.command.console.RowPrinter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code devices} verb: lists the audio output devices. */
@Command(
        name = "devices",
        description = "Lists the sound devices.",
        footer = {"", FailureReporter.EXIT_CODES})
final class DevicesCommand implements Runnable {
    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec command = Objects.requireNonNull(spec);
        List<AudioDevice> devices = AudioDevices.outputs();
        if (devices.isEmpty()) {
            command.commandLine().getErr().println("parlando: there is no sound device, so say writes WAV files");
        }
        new RowPrinter(command.commandLine().getOut(), json)
                .print(devices.stream().map(DevicesCommand::row).toList());
    }

    private static Map<String, @Nullable Object> row(AudioDevice device) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", device.name());
        row.put("default", device.isDefault());
        row.put("formats", device.formats().toString());
        row.put("description", device.description());
        return row;
    }
}
