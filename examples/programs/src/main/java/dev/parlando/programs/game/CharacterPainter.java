package dev.parlando.programs.game;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.regex.Pattern;

/** Draws a scene of {@value #WIDTH} by {@value #HEIGHT} points. Stateless. */
final class CharacterPainter {
    static final int WIDTH = 760;
    static final int HEIGHT = 500;

    private static final Color NIGHT = new Color(0x16, 0x1b, 0x33);
    private static final Color DUSK = new Color(0x3a, 0x2f, 0x5b);
    private static final Color SKIN = new Color(0xf6, 0xc8, 0x9f);
    private static final Color SHADE = new Color(0xe3, 0x9f, 0x79);
    private static final Color INK = new Color(0x2b, 0x1d, 0x2e);
    private static final Color TONGUE = new Color(0xd9, 0x5b, 0x6a);
    private static final Color PAPER = new Color(0x0d, 0x10, 0x20, 0xd0);
    private static final Color HEARD = new Color(0xf2, 0xf2, 0xf5);
    private static final Color COMING = new Color(0x8b, 0x90, 0xaa);
    private static final Color MARK = new Color(0xff, 0xd1, 0x4a);
    private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.BOLD, 22);
    private static final Font STATUS = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    private static final int FACE_X = 380;
    private static final int FACE_Y = 190;
    private static final int METER_BARS = 20;
    private static final int CAPTION_TOP = 362;
    private static final int CAPTION_LEFT = 40;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private CharacterPainter() {}

    static void paint(Graphics2D g, CharacterView scene) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setPaint(new GradientPaint(0, 0, NIGHT, 0, HEIGHT, DUSK));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        face(g, scene.loudness());
        mouth(g, scene.mouth());
        meter(g, scene.loudness());
        caption(g, scene.caption());
        g.setFont(STATUS);
        g.setColor(MARK);
        g.drawString(scene.status(), CAPTION_LEFT, HEIGHT - 14);
    }

    private static void face(Graphics2D g, double loudness) {
        g.setColor(INK);
        g.fill(circle(FACE_X, FACE_Y - 14, 158)); // hair
        g.setPaint(new GradientPaint(0, FACE_Y - 140, SKIN, 0, FACE_Y + 170, SHADE));
        g.fill(circle(FACE_X - 142, FACE_Y + 16, 26));
        g.fill(circle(FACE_X + 142, FACE_Y + 16, 26));
        g.fill(new Ellipse2D.Double(FACE_X - 140, FACE_Y - 120, 280, 276));
        double raised = 6 * loudness;
        for (int side = -1; side <= 1; side += 2) {
            eye(g, FACE_X + side * 56, FACE_Y - 26, raised);
            g.setColor(new Color(0xe8, 0x80, 0x70, 0x60));
            g.fill(new Ellipse2D.Double(FACE_X + side * 88 - 24, FACE_Y + 26, 48, 30));
        }
        g.setColor(SHADE.darker());
        g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D nose = new Path2D.Double();
        nose.moveTo(FACE_X - 4, FACE_Y - 8);
        nose.quadTo(FACE_X + 16, FACE_Y + 26, FACE_X - 6, FACE_Y + 28);
        g.draw(nose);
    }

    private static void eye(Graphics2D g, int x, int y, double raised) {
        g.setColor(Color.WHITE);
        g.fill(new Ellipse2D.Double(x - 25, y - 20, 50, 40));
        g.setColor(new Color(0x36, 0x6b, 0x8f));
        g.fill(circle(x, y + 1, 15));
        g.setColor(INK);
        g.fill(circle(x, y + 1, 8));
        g.setColor(Color.WHITE);
        g.fill(circle(x + 5, y - 4, 4));
        g.setColor(INK);
        g.setStroke(new BasicStroke(7, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D brow = new Path2D.Double();
        brow.moveTo(x - 28, y - 34 - raised);
        brow.quadTo(x, y - 48 - raised, x + 28, y - 34 - raised);
        g.draw(brow);
    }

    private static void mouth(Graphics2D g, MouthShape mouth) {
        double halfWidth = 26 + 34 * mouth.width();
        double height = 66 * mouth.openness();
        double y = FACE_Y + 82;
        Path2D lips = new Path2D.Double();
        lips.moveTo(FACE_X - halfWidth, y);
        lips.curveTo(
                FACE_X - halfWidth / 2,
                y - 0.35 * height,
                FACE_X + halfWidth / 2,
                y - 0.35 * height,
                FACE_X + halfWidth,
                y);
        double low = y + 12 + height;
        lips.curveTo(FACE_X + 0.7 * halfWidth, low, FACE_X - 0.7 * halfWidth, low, FACE_X - halfWidth, y);
        lips.closePath();
        g.setColor(INK);
        g.fill(lips);
        Shape outside = g.getClip();
        g.clip(lips);
        g.setColor(TONGUE);
        g.fill(new Ellipse2D.Double(FACE_X - 0.6 * halfWidth, y + 0.5 * height, 1.2 * halfWidth, height));
        g.setColor(Color.WHITE);
        g.fill(new RoundRectangle2D.Double(
                FACE_X - 0.7 * halfWidth, y - 0.35 * height, 1.4 * halfWidth, 0.32 * height, 8, 8));
        g.setClip(outside);
        g.setColor(new Color(0xb4, 0x4e, 0x52));
        g.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(lips);
    }

    private static void meter(Graphics2D g, double loudness) {
        for (int i = 0; i < METER_BARS; i++) {
            boolean lit = loudness * METER_BARS > i;
            float hue = i < 14 ? 0.36f : i < 18 ? 0.14f : 0.0f;
            g.setColor(lit ? Color.getHSBColor(hue, 0.75f, 0.95f) : new Color(255, 255, 255, 28));
            g.fill(new RoundRectangle2D.Double(WIDTH - 84, 326 - 14 * i, 40, 10, 5, 5));
        }
    }

    private static void caption(Graphics2D g, LineCaption caption) {
        g.setColor(PAPER);
        g.fill(new RoundRectangle2D.Double(24, CAPTION_TOP - 14, WIDTH - 48.0, 112, 18, 18));
        g.setFont(CAPTION);
        int[] pen = {CAPTION_LEFT, CAPTION_TOP + 20};
        write(g, caption.played(), HEARD, false, pen);
        write(g, caption.word(), NIGHT, true, pen);
        write(g, caption.upcoming(), COMING, false, pen);
    }

    /** Draws words from the pen position, wrapped into as many rows as needed. */
    private static void write(Graphics2D g, String text, Color colour, boolean marked, int[] pen) {
        FontMetrics metrics = g.getFontMetrics();
        for (String word : BLANKS.split(text.strip(), 0)) {
            int width = metrics.stringWidth(word);
            if (pen[0] + width > WIDTH - CAPTION_LEFT) {
                pen[0] = CAPTION_LEFT;
                pen[1] += metrics.getHeight() + 4;
            }
            if (marked && width > 0) {
                g.setColor(MARK);
                g.fill(new RoundRectangle2D.Double(
                        pen[0] - 5,
                        pen[1] - metrics.getAscent() - 1.0,
                        width + 10.0,
                        metrics.getHeight() + 2.0,
                        10,
                        10));
            }
            g.setColor(colour);
            g.drawString(word, pen[0], pen[1]);
            pen[0] += width == 0 ? 0 : width + metrics.charWidth(' ');
        }
        boolean withinWord = !text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1));
        if (withinWord && !marked) {
            pen[0] -= metrics.charWidth(' ');
        }
    }

    private static Ellipse2D circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }
}
