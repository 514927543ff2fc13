package slipway.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an assembly has to complain about: cdk-nag writes it into the metadata and exits with 0. */
public final class Findings {
    private Findings() {}

    public static List<String> of(Path assembly) {
        var findings = new ArrayList<String>();
        try (var files = Files.list(assembly)) {
            files.filter(file -> file.toString().endsWith(".metadata.json"))
                    .sorted()
                    .forEach(file -> Synthesis.read(file)
                            .properties()
                            .forEach(construct -> construct.getValue().forEach(entry -> {
                                var type = entry.path("type").asText();
                                if (type.equals("aws:cdk:error") || type.equals("aws:cdk:warning")) {
                                    findings.add(construct.getKey() + " "
                                            + entry.path("data").asText().strip());
                                }
                            })));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return findings;
    }
}
