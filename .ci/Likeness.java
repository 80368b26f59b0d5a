import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints how alike a sound and the best fitting part of a longer recording are: the normalised correlation, 0 to 1. */
class Likeness {
    private static final int COARSE_STEP = 4; // samples

    public static void main(String[] files) throws IOException {
        double[] sound = samples(Path.of(files[0]));
        double[] recording = samples(Path.of(files[1]));
        int last = recording.length - sound.length;
        int near = bestLag(sound, recording, 0, last, COARSE_STEP);
        int best = bestLag(sound, recording, Math.max(0, near - COARSE_STEP), Math.min(last, near + COARSE_STEP), 1);
        System.out.println(Math.round(correlation(sound, recording, best, 1) * 10_000) / 10_000.0);
    }

    /** Returns the lag of the best fit in a range; both the lags and the samples advance by the step. */
    private static int bestLag(double[] sound, double[] recording, int from, int to, int step) {
        int best = from;
        double most = -1;
        for (int lag = from; lag <= to; lag += step) {
            double correlation = correlation(sound, recording, lag, step);
            if (correlation > most) {
                most = correlation;
                best = lag;
            }
        }
        return best;
    }

    private static double correlation(double[] sound, double[] recording, int lag, int step) {
        double product = 0;
        double power = 1e-9;
        double recordedPower = 1e-9;
        for (int i = 0; i < sound.length; i += step) {
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
