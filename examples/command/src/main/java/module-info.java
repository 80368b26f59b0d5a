/** The {@code parlando} command. */
module dev.parlando.command {
    requires HdrHistogram;
    requires VectorGraphics2D;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires dev.parlando;
    requires dev.parlando.audio;
    requires dev.parlando.fleet;
    requires dev.parlando.offline;
    requires dev.parlando.programs;
    requires info.picocli;
    requires java.desktop;
    requires java.logging;
    requires java.management;
    requires jdk.httpserver;
    requires jdk.management;
    requires org.apache.commons.statistics.descriptive;
    requires org.apache.commons.statistics.inference;
    requires org.jfree.jfreechart;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    opens dev.parlando.command to
            info.picocli;
    opens dev.parlando.command.account to
            info.picocli;
    opens dev.parlando.command.bench to
            info.picocli;
    opens dev.parlando.command.bench.compare to
            info.picocli;
    opens dev.parlando.command.bench.result to
            com.fasterxml.jackson.databind;
    opens dev.parlando.command.engine to
            info.picocli;
    opens dev.parlando.command.phone to
            info.picocli;
    opens dev.parlando.command.rotation to
            com.fasterxml.jackson.databind;
    opens dev.parlando.command.say to
            info.picocli;
}
