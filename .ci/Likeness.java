import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints how alike a sound and the best fitting part of a longer recording are: the normalised correlation, 0 to 1. */
class Likeness {
    public static void main(String[] files) throws IOException {
        double[] sound = samples(Path.of(files[0]));
        double[] recording = samples(Path.of(files[1]));
        double best = 0;
        for (int lag = 0; lag + sound.length <= recording.length; lag++) {
            best = Math.max(best, correlation(sound, recording, lag));
        }
        System.out.println(Math.round(best * 10_000) / 10_000.0);
    }

    private static double correlation(double[] sound, double[] recording, int lag) {
        double product = 0;
        double power = 1e-9;
        double recordedPower = 1e-9;
        for (int i = 0; i < sound.length; i++) {
            product += sound[i] * recording[lag + i];
            power += sound[i] * sound[i];
            recordedPower += recording[lag + i] * recording[lag + i];
        }
        return product / Math.sqrt(power * recordedPower);
    }

    /** Reads 16-bit little-endian samples of one channel. */
    private static double[] samples(Path file) throws IOException {
        ShortBuffer values = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        double[] samples = new double[values.remaining()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = values.get(i);
        }
        return samples;
    }
}
