import Site

extension Delivery {
    /// Of events. A post that was scheduled comes to be read without any write.
    static func hooks(dataFolder: String, address: String) -> Delivery {
        Delivery("hooks", command: ["hooks", "flush"], dataFolder: dataFolder, address: address) { folder, look in
            let members = try Members(in: folder)
            guard try members.hasHooks() else { return false }
            return try look.hasNews || members.hasDueDelivery(now: look.now)
                || HookNews.hasPublished(Site(in: folder), after: look.last, now: look.now)
        }
    }
}
