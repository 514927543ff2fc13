package slipway.infra.agentruntime;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file system that sessions find at a path below {@code /mnt}.
 *
 * @param kind the member of the API's {@code FilesystemConfiguration}
 * @param members of that member
 */
public record FileSystem(String kind, SortedMap<String, String> members) {

    /** Storage of each session's own, which it finds again when it goes on. */
    public static FileSystem session(String mountPath) {
        return new FileSystem("sessionStorage", mounted(mountPath));
    }

    /** An access point of EFS. */
    public static FileSystem efs(String accessPointArn, String mountPath) {
        return new FileSystem("efsAccessPoint", with("accessPointArn", accessPointArn, mountPath));
    }

    /** An access point of S3 Files. */
    public static FileSystem s3(String accessPointArn, String mountPath) {
        return new FileSystem("s3FilesAccessPoint", with("accessPointArn", accessPointArn, mountPath));
    }

    /** A volume of the capacity provider. */
    public static FileSystem volume(String name, String mountPath) {
        return new FileSystem("capacityProviderVolume", with("volumeName", name, mountPath));
    }

    private static SortedMap<String, String> with(String member, String value, String mountPath) {
        var members = mounted(mountPath);
        members.put(member, value);
        return members;
    }

    private static SortedMap<String, String> mounted(String path) {
        var members = new TreeMap<String, String>();
        members.put("mountPath", path);
        return members;
    }
}
