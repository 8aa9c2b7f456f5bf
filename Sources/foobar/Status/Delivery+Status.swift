import Foundation
import Site

extension Delivery {
    /// Of what is counted in the log, to the page of the owner: twice a minute, while there is something to count.
    static func status(dataFolder: String, address: String) -> Delivery {
        Delivery("status", command: ["status", "--update"], dataFolder: dataFolder, address: address) { folder, look in
            var (log, kept) = (stat(), stat())
            guard stat(folder.logs + "/access.log", &log) == 0 else { return false }
            guard stat(folder.status + "/status.json", &kept) == 0 else { return true }
            // What does not change but the time is written down all the same, less often: the page says how old it is.
            return look.now - kept.st_mtim.tv_sec >= (log.st_mtim.tv_sec >= kept.st_mtim.tv_sec ? 25 : 120)
        }
    }
}
