package dev.parlando.programs.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** Paints scenes into an image and checks pixels. */
class CharacterPainterTest {
    private static final Color MARK = new Color(0xff, 0xd1, 0x4a);

    private static BufferedImage paint(CharacterView scene) {
        BufferedImage image =
                new BufferedImage(CharacterPainter.WIDTH, CharacterPainter.HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        CharacterPainter.paint(graphics, scene);
        graphics.dispose();
        return image;
    }

    private static int count(BufferedImage image, Color colour) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) == colour.getRGB() ? 1 : 0;
            }
        }
        return count;
    }

    private static CharacterView scene(double openness, String word) {
        return new CharacterView(new LineCaption("", word, ""), new MouthShape(openness, 0.5), openness, "");
    }

    @Test
    void marksCurrentWord() {
        assertThat(count(paint(scene(0, "traveller")), MARK)).isGreaterThan(500);
        assertThat(count(paint(scene(0, "")), MARK)).isZero();
    }

    @Test
    void opensTheMouth() {
        Color ink = new Color(0x2b, 0x1d, 0x2e);

        assertThat(count(paint(scene(1, "")), ink)).isGreaterThan(count(paint(scene(0.1, "")), ink) + 500);
    }
}
