"""The two scripts of Chinese: expressions and lists are written in simplified characters alone.

Characters only: the words that Taiwan has for other ones (連結 for 链接) are other words.
"""

from __future__ import annotations

import re
from typing import Final

# Simplified characters that the expressions and lists of this package have, each before its
# traditional forms, after OpenCC's tables; rare forms and those of other words are left out.
_FORMS: Final = (
    "万萬 与與 专專 业業 丛叢 东東 丢丟 两兩 严嚴 丧喪 个個箇 丰豐 临臨 为爲為 丽麗 举舉 "
    "么麼 义義 乌烏 乐樂 乔喬 习習 乡鄉 书書 买買 争爭 于於 亏虧 云雲 亚亞 产產 亲親 亿億 "
    "竞競 仅僅 从從 仪儀 们們 价價 众衆眾 优優 会會 伟偉 传傳 伤傷 伦倫 伪僞偽 体體 余餘 佛彿 "
    "侦偵 侨僑 修脩 债債 倾傾 储儲 儿兒 克剋 党黨 兰蘭 关關 兴興 内內 冈岡 册冊 写寫 军軍 "
    "农農 冯馮 凭憑 冲沖衝 决決 况況 净淨 准準 凉涼 凌淩 减減 几幾 凤鳳 凯凱 凶兇 击擊 划劃 刘劉 "
    "则則 剥剝 创創 删刪 别別彆 制製 剧劇 劝勸 办辦 务務 动動 励勵 劲勁 劳勞 区區 医醫 升昇陞 "
    "华華 协協 单單 卖賣 占佔 卢盧 卫衛衞 却卻 厂廠 厅廳 历歷厤曆 厉厲 厕廁 厦廈 县縣 "
    "参參蔘 双雙 发發髮 变變 叙敘敍 台臺檯颱 叶葉 号號 叹嘆歎 吁籲 后後 向嚮 吕呂 吗嗎 吨噸 "
    "听聽 启啓啟 吴吳 员員 周週 咨諮 咸鹹 响響 团團糰 园園 围圍 国國 图圖 场場 块塊 坚堅 "
    "坛壇 坝壩 声聲 处處 备備 复復複 够夠 头頭 夹夾 夺奪 奖獎 奥奧 妇婦 妈媽 娄婁 婶嬸 孙孫 学學 "
    "宁寧 宝寶 实實 审審 宫宮 宾賓 对對 寻尋 导導 寿壽 将將 尔爾 尘塵 尧堯 尽盡儘 层層 届屆 属屬 "
    "屿嶼 岁歲 岗崗 岛島 岩巖 岭嶺 岳嶽 峡峽 峰峯 巩鞏 币幣 布佈 帅帥 师師 带帶 干幹乾 并並 "
    "广廣 庄莊 庆慶 床牀 库庫 应應 庙廟 庞龐 废廢 开開 张張 强強 归歸 当當噹 录錄彔 彦彥 "
    "彩綵 征徵 忆憶 志誌 忧憂 怀懷 态態 总總 恶惡 惯慣 愿願 戏戲 战戰 戚慼 户戶 托託 执執 "
    "扩擴 扫掃 扬揚 扰擾 抚撫 抢搶 护護 报報 担擔 拟擬 拥擁 择擇 挥揮 损損 换換 据據 搁擱 "
    "携攜 摄攝 摆擺 敌敵 数數 断斷 旗旂 无無 旧舊 时時 昆崑 显顯 晋晉 暂暫 曲麴 术術 朴樸 "
    "机機 杀殺 杂雜 权權 条條 来來 杨楊 杰傑 松鬆 极極 构構 枣棗 枪槍 标標 栈棧 栏欄 树樹 "
    "样樣 栾欒 档檔 桥橋 梁樑 梦夢 检檢 楼樓 横橫 欢歡 欧歐 残殘 殴毆 毕畢 气氣 汇匯彙 汉漢 "
    "污汙 汤湯 沈瀋 没沒 沧滄 泄洩 注註 泸瀘 泽澤 测測 济濟 浏瀏 涂塗 涝澇 润潤 涨漲 渔漁 "
    "温溫 游遊 湾灣 滞滯 满滿 滦灤 滨濱 滩灘 潍濰 灾災 点點 烟煙菸 热熱 爱愛 爷爺 状狀 犹猶 "
    "独獨 狮獅 玛瑪 环環 现現 琼瓊 瑶瑤 电電 画畫 疯瘋 盐鹽 监監 盖蓋 盗盜 盘盤 着著 瞒瞞 "
    "矿礦 码碼 硕碩 确確 祸禍 禄祿 离離 种種 秘祕 积積 称稱 税稅 穷窮 窃竊 窑窯 窦竇 笔筆 "
    "筑築 筹籌 签籤簽 简簡 类類 系係繫 紧緊 累纍 红紅 约約 级級 纪紀 纯純 纲綱 纳納 纵縱 纸紙 "
    "线線 练練 组組 细細 织織 终終 绍紹 经經 绑綁 结結 绕繞遶 绘繪 给給 络絡 绝絕 统統 绣繡 "
    "绥綏 继繼 绩績 续續 维維 绵綿 综綜 绿綠 缑緱 缓緩 编編 缘緣 缙縉 缩縮 缪繆 网網 罗羅 "
    "罚罰 罢罷 群羣 聂聶 职職 联聯 肃肅 胁脅 胜勝 脚腳 脱脫 节節 芜蕪 芦蘆 苍蒼 苏蘇 范範 药藥葯 "
    "荆荊 荐薦 荟薈 荡蕩盪 荣榮 莱萊 莲蓮 获獲穫 营營 萧蕭 萨薩 蒋蔣 蓝藍 蔺藺 虑慮 虚虛 "
    "虽雖 蝇蠅 补補 袭襲 装裝 见見 观觀 规規 视視 览覽 觉覺 计計 订訂 讣訃 认認 讨討 让讓 "
    "议議 讯訊 记記 讲講 许許 讹訛 论論 设設 访訪 证證証 评評 识識 诈詐 诉訴 诊診 词詞 译譯 誉譽 "
    "试試 诗詩 话話 诡詭 询詢 该該 详詳 语語 误誤 诱誘 说說説 请請 诸諸 诺諾 读讀 课課 谁誰 "
    "调調 谈談 谋謀 谌諶 谎謊 谐諧 谓謂 谢謝 谣謠 谨謹 谬謬 谭譚 谯譙 谷穀 贝貝 负負 贡貢 "
    "财財 责責 败敗 账賬 质質 贩販 贪貪 贫貧 购購 贴貼 贵貴 贷貸 贸貿 费費 贺賀 贾賈 资資 "
    "赋賦 赔賠 赖賴 赛賽 赝贗 赞贊讚 赢贏 赣贛 赵趙 车車 轨軌 轩軒 转轉 轮輪 软軟 轻輕 载載 "
    "较較 辅輔 辆輛 辑輯 输輸 辕轅 辖轄 辞辭 辟闢 辩辯 边邊 辽遼 达達 迁遷 过過 运運 还還 "
    "这這 进進 远遠 违違 连連 迟遲 迹跡蹟 适適 选選 递遞 逾踰 遗遺 邓鄧 邝鄺 邬鄔 邮郵 邹鄒 "
    "郁鬱 郑鄭 郸鄲 采採埰 释釋 里裏裡 鉴鑑鑒 针針鍼 钟鍾鐘 钦欽 钱錢 铁鐵 铜銅 银銀 链鏈 "
    "销銷 锐銳鋭 错錯 锡錫 锦錦 镇鎮 长長 门門 闫閆 闭閉 问問 间間 闵閔 闹鬧 闻聞 闾閭 阅閱 "
    "阎閻 阙闕 阚闞 队隊 阳陽 阴陰 阵陣 际際 陆陸 陇隴 陈陳 陕陝 险險 随隨 隐隱 难難 雇僱 雾霧 "
    "雕彫琱鵰 面麵 韦韋 韩韓 页頁 顶頂 项項 顺順 须須鬚 顾顧 顿頓 预預 领領 频頻 题題 颜顏 "
    "额額 风風 飞飛 饶饒 馆館 马馬 驳駁 驶駛 驻駐 驼駝 驾駕 骆駱 验驗 骗騙 骚騷 鲁魯 鲍鮑 "
    "鲜鮮 鸡雞 鸭鴨 鹤鶴 鹰鷹 麦麥 黄黃 齐齊 龄齡 龙龍 龚龔 "
    "洁潔 静靜 逊遜 韵韻 潜潛 匀勻 蓥鎣 骅驊 淀澱 纽紐 矶磯 灵靈 粮糧 猪豬 丝絲 鹏鵬 "
    "闽閩 竖豎 篮籃 鱼魚 鸟鳥 卤滷 齿齒 龟龜 艺藝 娱娛 晓曉 稳穩 势勢 贯貫 础礎 彻徹 "
    "斗鬥 献獻 锂鋰 贿賄 赚賺 亩畝 偿償 惩懲 径徑 拨撥 槛檻 颈頸 压壓 帮幫 养養 践踐 "
    "坏壞 谱譜 疗療 缴繳 弃棄 毁毀 烧燒 谴譴 邻鄰 纬緯 脉脈 陉陘 踪蹤 触觸 饮飲"
)
_WIDENED: Final = {forms[0]: forms for forms in _FORMS.split()}
_SIMPLIFIED: Final = str.maketrans(
    {form: forms[0] for forms in _WIDENED.values() for form in forms[1:]}
)


def both_scripts(pattern: str) -> re.Pattern[str]:
    """Compile an expression written in simplified characters, which finds traditional ones too."""
    pieces = []
    escaped = inside = False  # inside the brackets of a class
    for char in pattern:
        forms = _WIDENED.get(char, char)
        pieces.append(forms if inside or forms == char else f"[{forms}]")
        if not escaped and char in "[]":
            inside = char == "["
        escaped = char == "\\" and not escaped
    return re.compile("".join(pieces))


def simplified(text: str) -> str:
    """Give a text in simplified characters, as far as these lists have them, of equal length."""
    return text.translate(_SIMPLIFIED)
