package dev.parlando.programs.game;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Map;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.Timer;

/**
 * A window that draws the actor 60 times per second and has a button for each line.
 *
 * <p>Threading: confined to the AWT event thread.
 */
final class GameWindow {
    private static final int FRAME_MILLIS = 1000 / 60;

    private final JFrame frame = new JFrame("Parlando");

    /**
     * Creates the window, which is invisible until {@link #show} is called.
     *
     * @param lines the lines by button label
     * @param closed run when the user has closed the window
     */
    GameWindow(SpeakingCharacter actor, Map<String, String> lines, Runnable closed) {
        JComponent canvas = new Canvas(actor);
        Timer frames = new Timer(FRAME_MILLIS, tick -> canvas.repaint());
        frame.add(canvas, BorderLayout.CENTER);
        frame.add(buttons(actor, lines), BorderLayout.SOUTH);
        frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
        frame.setResizable(false);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                frames.stop();
                closed.run();
            }
        });
        frames.start();
    }

    private static JPanel buttons(SpeakingCharacter actor, Map<String, String> lines) {
        JPanel buttons = new JPanel(new FlowLayout(FlowLayout.CENTER, 12, 10));
        lines.forEach((name, line) -> buttons.add(button(name, () -> actor.say(line))));
        buttons.add(button("Stop!", actor::stop));
        return buttons;
    }

    private static JButton button(String name, Runnable action) {
        JButton button = new JButton(name);
        button.addActionListener(click -> action.run());
        return button;
    }

    void show() {
        frame.pack();
        frame.setLocationByPlatform(true);
        frame.setVisible(true);
    }

    /** A component that draws the actor's current scene. */
    private static final class Canvas extends JComponent {
        private static final long serialVersionUID = 1;
        private final transient SpeakingCharacter actor;

        Canvas(SpeakingCharacter actor) {
            this.actor = actor;
            setPreferredSize(new Dimension(CharacterPainter.WIDTH, CharacterPainter.HEIGHT));
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            CharacterPainter.paint((Graphics2D) graphics, actor.view());
        }
    }
}
