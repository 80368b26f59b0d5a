package dev.parlando.benchmarks.micro.resample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code rate} effect of the program {@code sox}, applied to files without dither. */
final class SoxConverter implements RateConverter {
    private final List<String> options;

    /** Creates a converter that passes the given options to the effect. */
    SoxConverter(String... options) {
        this.options = List.of(options);
    }

    @Override
    public short[] convert(short[] samples, int fromHz, int toHz) throws IOException {
        Path from = Files.createTempFile("from", ".raw");
        Path to = Files.createTempFile("to", ".raw");
        try {
            Files.write(from, PcmBytes.of(samples));
            run(from, fromHz, to, toHz);
            return PcmBytes.samples(Files.readAllBytes(to));
        } finally {
            Files.delete(from);
            Files.delete(to);
        }
    }

    private void run(Path from, int fromHz, Path to, int toHz) throws IOException {
        List<String> command = new ArrayList<>(List.of("sox", "-D", "-V1"));
        command.addAll(file(from, fromHz));
        command.addAll(file(to, toHz));
        command.add("rate");
        command.addAll(options);
        command.add(Integer.toString(toHz));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("sox ended with " + process.exitValue() + ": " + command);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sox ran", e);
        }
    }

    private static List<String> file(Path path, int hz) {
        String rate = Integer.toString(hz);
        return List.of("-t", "raw", "-r", rate, "-e", "signed", "-b", "16", "-c", "1", path.toString());
    }
}
