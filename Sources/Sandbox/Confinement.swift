/// What a confined program is told of in the log.
public enum Confinement {
    public static let leftBehind = "it left a process behind, which was ended."
}
