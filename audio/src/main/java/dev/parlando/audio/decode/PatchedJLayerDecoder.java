package dev.parlando.audio.decode;

import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.DecoderException;
import javazoom.jl.decoder.FrameDecoder;
import javazoom.jl.decoder.Header;
import org.jspecify.annotations.Nullable;

/**
 * A JLayer decoder that corrects one wrong table entry.
 *
 * <p>At 24 kHz, scale factor band 18 of long blocks starts at line 332, but JLayer 1.0.1 has 330. Measured against
 * mpg123, the wrong value reduces the accuracy from 103 dB to 44 dB. The table is private to each decoder and therefore
 * accessed by reflection. If reflection is not allowed, 24 kHz streams are decoded with the wrong value and a warning
 * is logged once. Remove this class when JLayer has 332.
 *
 * <p>Confined to one thread at a time. Source: ISO/IEC 13818-3, table B.8.
 */
final class PatchedJLayerDecoder extends Decoder {
    private static final int LAYER_III = 3;
    private static final int TABLE_24_KHZ = 1;
    private static final int BAND_EDGE = 18;
    private static final int WRONG_LINE = 330;
    private static final int RIGHT_LINE = 332;

    private static final @Nullable Field TABLES = field("javazoom.jl.decoder.LayerIIIDecoder", "sfBandIndex");
    private static final @Nullable Field LONG_BLOCKS = field("javazoom.jl.decoder.LayerIIIDecoder$SBI", "l");

    private boolean corrected;

    @Override
    protected FrameDecoder retrieveDecoder(Header header, Bitstream stream, int layer) throws DecoderException {
        FrameDecoder decoder = super.retrieveDecoder(header, stream, layer);
        if (!corrected && layer == LAYER_III && TABLES != null && LONG_BLOCKS != null) {
            correct(decoder, TABLES, LONG_BLOCKS);
        }
        corrected = true;
        return decoder;
    }

    private static void correct(FrameDecoder decoder, Field tables, Field longBlocks) {
        try {
            Object table = ((Object[]) tables.get(decoder))[TABLE_24_KHZ];
            int[] lines = (int[]) longBlocks.get(table);
            if (lines[BAND_EDGE] == WRONG_LINE) {
                lines[BAND_EDGE] = RIGHT_LINE;
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("a field made accessible is not", impossible);
        }
    }

    /**
     * Returns an accessible field, or null after a warning. Runs during class initialization, so it warns only once.
     */
    private static @Nullable Field field(String owner, String name) {
        try {
            Field field = Class.forName(owner).getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException refused) {
            System.getLogger(PatchedJLayerDecoder.class.getName())
                    .log(
                            Level.WARNING,
                            "24 kHz MP3 will be decoded less exactly: JLayer's tables are not accessible",
                            refused);
            return null;
        }
    }
}
