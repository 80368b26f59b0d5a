package dev.parlando.command;

import dev.parlando.audio.sink.AudioSink;
import dev.parlando.command.console.CommandException;
import dev.parlando.command.engine.EngineSession;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.programs.game.Game;
import java.awt.GraphicsEnvironment;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code game} verb: shows a character that speaks. */
@Command(name = "game", description = "Opens a window with a character that speaks.", sortOptions = false)
final class GameCommand implements Callable<Integer> {
    @Mixin
    private VoiceOptions character = new VoiceOptions();

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        if (GraphicsEnvironment.isHeadless()) {
            throw new CommandException(
                    "there is no display for the game; start it on a desktop, or with DISPLAY set", null);
        }
        AudioSink sink = character.sink();
        try (EngineSession service = options.open(System.getenv(), err)) {
            service.reportOffline(err);
            Game.play(service.engine(), sink, character.requestTemplate());
        }
        return ExitCode.OK;
    }
}
