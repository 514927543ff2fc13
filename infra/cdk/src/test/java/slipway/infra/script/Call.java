package slipway.infra.script;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a stand-in was called.
 *
 * @param folder the folder that it was called in
 * @param entries how many files and folders were in there
 * @param input what it was given on its standard input, where it is told to read a password from there
 */
record Call(String tool, Path folder, int entries, String input, List<String> arguments) {

    static Call parse(String line) {
        var fields = List.of(line.split("\u001f", -1));
        return new Call(
                fields.getFirst(),
                Path.of(fields.get(1)),
                Integer.parseInt(fields.get(2).strip()),
                fields.get(3),
                List.copyOf(fields.subList(4, fields.size() - 1)));
    }

    /** The command as it is typed. */
    String text() {
        return Stream.concat(Stream.of(tool), arguments.stream()).collect(Collectors.joining(" "));
    }

    /** The long options, without their values. */
    List<String> options() {
        return arguments.stream()
                .filter(argument -> argument.startsWith("--"))
                .map(argument -> argument.replaceFirst("=.*", ""))
                .toList();
    }

    /** What follows {@code option}. */
    String valueOf(String option) {
        return arguments.get(arguments.indexOf(option) + 1);
    }
}
