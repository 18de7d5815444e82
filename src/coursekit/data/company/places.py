"""Names and places: fictional people and firms, real provinces and cities."""

from __future__ import annotations

# province zh, en, zone (1 near the works in Suzhou … 4 far), income level, weight, cities (zh, en)
PROVINCES = (
    ("江苏", "Jiangsu", 1, 1.15, 20, (("苏州", "Suzhou"), ("南京", "Nanjing"), ("无锡", "Wuxi"), ("徐州", "Xuzhou"))),
    ("上海", "Shanghai", 1, 1.45, 16, (("浦东新区", "Pudong"), ("闵行区", "Minhang"), ("徐汇区", "Xuhui"))),
    ("浙江", "Zhejiang", 1, 1.20, 14, (("杭州", "Hangzhou"), ("宁波", "Ningbo"), ("温州", "Wenzhou"))),
    ("安徽", "Anhui", 2, 0.88, 8, (("合肥", "Hefei"), ("芜湖", "Wuhu"), ("阜阳", "Fuyang"))),
    ("山东", "Shandong", 2, 0.95, 8, (("济南", "Jinan"), ("青岛", "Qingdao"), ("临沂", "Linyi"))),
    ("广东", "Guangdong", 3, 1.20, 8, (("广州", "Guangzhou"), ("深圳", "Shenzhen"), ("佛山", "Foshan"))),
    ("北京", "Beijing", 3, 1.45, 7, (("海淀区", "Haidian"), ("朝阳区", "Chaoyang"), ("西城区", "Xicheng"))),
    ("湖北", "Hubei", 2, 0.95, 6, (("武汉", "Wuhan"), ("宜昌", "Yichang"), ("襄阳", "Xiangyang"))),
    ("河南", "Henan", 2, 0.82, 5, (("郑州", "Zhengzhou"), ("洛阳", "Luoyang"), ("南阳", "Nanyang"))),
    ("四川", "Sichuan", 4, 0.90, 4, (("成都", "Chengdu"), ("绵阳", "Mianyang"), ("泸州", "Luzhou"))),
    ("陕西", "Shaanxi", 4, 0.88, 3, (("西安", "Xi'an"), ("宝鸡", "Baoji"))),
    ("甘肃", "Gansu", 4, 0.70, 1, (("兰州", "Lanzhou"), ("天水", "Tianshui"))),
)  # fmt: skip

SURNAMES = (
    ("王", "Wang", 9), ("李", "Li", 9), ("张", "Zhang", 8), ("刘", "Liu", 7), ("陈", "Chen", 6), ("杨", "Yang", 4),
    ("黄", "Huang", 3), ("赵", "Zhao", 3), ("吴", "Wu", 3), ("周", "Zhou", 3), ("徐", "Xu", 2), ("孙", "Sun", 2),
    ("马", "Ma", 2), ("朱", "Zhu", 2), ("胡", "Hu", 2), ("郭", "Guo", 2), ("何", "He", 2), ("林", "Lin", 2),
    ("高", "Gao", 1), ("罗", "Luo", 1), ("欧阳", "Ouyang", 0.3), ("沈", "Shen", 1), ("曹", "Cao", 1), ("顾", "Gu", 1),
)  # fmt: skip
GIVEN_F = (
    ("丽", "Li"), ("敏", "Min"), ("静", "Jing"), ("秀英", "Xiuying"), ("雪梅", "Xuemei"), ("婷婷", "Tingting"), ("薇", "Wei"),
    ("欣怡", "Xinyi"), ("梓涵", "Zihan"), ("桂兰", "Guilan"), ("晓燕", "Xiaoyan"), ("玉华", "Yuhua"), ("佳", "Jia"), ("慧", "Hui"),
)  # fmt: skip
GIVEN_M = (
    ("伟", "Wei"), ("强", "Qiang"), ("磊", "Lei"), ("军", "Jun"), ("洋", "Yang"), ("建国", "Jianguo"), ("志刚", "Zhigang"),
    ("浩然", "Haoran"), ("宇轩", "Yuxuan"), ("明", "Ming"), ("国华", "Guohua"), ("海涛", "Haitao"), ("鹏", "Peng"), ("文杰", "Wenjie"),
)  # fmt: skip
STEMS = (
    ("恒沐", "Hengmu"), ("宏达", "Hongda"), ("华祺", "Huaqi"), ("鼎盛", "Dingsheng"), ("新远", "Xinyuan"), ("天成", "Tiancheng"),
    ("金穗", "Jinsui"), ("瑞丰", "Ruifeng"), ("安泰", "Antai"), ("润泽", "Runze"), ("博远", "Boyuan"), ("众诚", "Zhongcheng"),
    ("海川", "Haichuan"), ("明辉", "Minghui"), ("东升", "Dongsheng"), ("佳和", "Jiahe"), ("凯信", "Kaixin"), ("长青", "Changqing"),
    ("盛源", "Shengyuan"), ("启航", "Qihang"), ("正阳", "Zhengyang"), ("同创", "Tongchuang"), ("万沁", "Wanqin"), ("汇智", "Huizhi"),
)  # fmt: skip
# code, zh, en, share, share that is state-owned
INDUSTRIES = (
    ("manufacturing", "制造", "Manufacturing", 26, 0.06),
    ("textile", "纺织", "Textile", 9, 0.02),
    ("electronics", "电子科技", "Electronics", 14, 0.03),
    ("restaurants", "餐饮管理", "Catering", 13, 0.01),
    ("hotels", "酒店管理", "Hotel", 8, 0.10),
    ("property", "物业管理", "Property Management", 10, 0.15),
    ("logistics", "物流", "Logistics", 8, 0.08),
    ("power", "电力", "Power", 3, 0.95),
    ("railway", "轨道交通", "Rail Transit", 2, 0.95),
    ("finance", "金融服务", "Finance", 7, 0.45),
)
OFFICES = (
    ("税务局", "Tax Bureau"), ("市场监督管理局", "Market Regulation Bureau"), ("人力资源和社会保障局", "Human Resources Bureau"),
    ("公安局", "Public Security Bureau"), ("生态环境局", "Ecology and Environment Bureau"), ("机关事务管理局", "Government Offices Administration"),
    ("自然资源局", "Natural Resources Bureau"), ("司法局", "Justice Bureau"), ("政务服务中心", "Government Service Centre"),
)  # fmt: skip
# subtype, share, zh, en
SPECIAL = (
    ("school", 42, ("实验小学", "第二中学", "职业技术学院", "外国语学校"), ("Experimental Primary School", "No. 2 Middle School", "Vocational College", "Foreign Language School")),
    ("hospital", 30, ("医院", "中医院", "妇幼保健院"), ("General Hospital", "Hospital of Chinese Medicine", "Maternity Hospital")),
    ("army canteen", 12, ("驻军食堂", "武警支队食堂"), ("Garrison Canteen", "Armed Police Canteen")),
    ("charity", 10, ("福利院", "慈善总会"), ("Welfare Home", "Charity Federation")),
    ("international body", 6, ("国际机构代表处", "国际学校"), ("International Office", "International School")),
)  # fmt: skip
# occupation, share, income level, age from, age to
OCCUPATIONS = (
    ("office", 30, 1.10, 24, 58), ("worker", 20, 0.75, 22, 58), ("teacher or doctor", 12, 1.15, 26, 60),
    ("own business", 13, 1.50, 28, 65), ("service", 14, 0.70, 20, 55), ("retired", 11, 0.70, 56, 82),
)  # fmt: skip
